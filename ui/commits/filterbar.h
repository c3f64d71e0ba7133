#pragma once

#include "models/commitfilter.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace rijian::models {
class CommitsModel;
}

namespace rijian::ui {

/// What the table shows of the day: importance, state, type, author, and words as one types.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(models::CommitsModel *model, QWidget *parent = nullptr);

    void focusText();
    void clear();
    /// Shows only what the rules and the model judge differently, or all again. Nothing of that kind: nothing happens.
    void toggleDiffering();

Q_SIGNALS:
    /// Enter or Escape in the text field: the table is wanted.
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addToggle(const QString &name);
    void apply();
    void count();
    void fillAuthors();
    void tint();

    models::CommitsModel *m_model;
    QList<std::pair<Importance, QToolButton *>> m_importances;
    QToolButton *m_toReview;
    QToolButton *m_differing = nullptr; ///< only seen when there is something of that kind
    QComboBox *m_type;
    QComboBox *m_author;
    QLineEdit *m_text;
    QToolButton *m_clear;
    bool m_filling = false;
};

} // namespace rijian::ui
