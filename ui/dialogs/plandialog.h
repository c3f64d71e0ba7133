#pragma once

#include "jobs/workspace.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace rijian::ui {

class MessageLabel;

/// What a run of the model will send and cost, before it sends anything. Shows what it is given; whoever opens it asks the workspace.
class PlanDialog : public QDialog
{
    Q_OBJECT

public:
    /// A repository that the model may not see.
    struct Unshared {
        qint64 id = 0;
        QString name;
    };

    /// `model` and `span`: of whom, and for which days, for the heading.
    PlanDialog(const QString &model, const QString &span, QWidget *parent = nullptr);

    /// Until show() or fail() is called (again).
    void showEstimating();
    void showPlan(const jobs::ModelPlan &plan, const QList<Unshared> &unshared, bool again);
    void showFailure(const QString &message);
    /// All that is there is to be analysed once more.
    bool again() const { return m_again; }
    /// "Do not ask again".
    bool isLast() const;

Q_SIGNALS:
    void analyzeWanted(bool again);
    /// An estimate of analysing all once more is wanted.
    void againWanted();
    void shareWanted(const QList<qint64> &repositories);

private:
    enum class Button { Analyze, Again, None };

    QLabel *addValue(QFormLayout *form, const QString &label, const QString &name);
    QWidget *makeValues();
    QWidget *makeEstimating();
    void makeButtons();
    void offer(Button button);
    void fillValues(const jobs::ModelPlan &plan);
    void fillUnshared(const QList<Unshared> &unshared);
    void setRow(QLabel *value, const QString &text);

    QStackedWidget *m_pages = nullptr; ///< estimating, values, a sentence
    QWidget *m_values = nullptr;
    QFormLayout *m_form = nullptr;
    QLabel *m_send = nullptr;
    QLabel *m_high = nullptr;
    QLabel *m_have = nullptr;
    QLabel *m_tokens = nullptr;
    QLabel *m_cost = nullptr;
    QLabel *m_time = nullptr;
    QLabel *m_budget = nullptr;
    QLabel *m_sentence = nullptr;
    QWidget *m_local = nullptr;
    QLabel *m_localText = nullptr;
    QPushButton *m_share = nullptr;
    MessageLabel *m_warning = nullptr;
    QCheckBox *m_last = nullptr;
    QPushButton *m_analyze = nullptr;
    Button m_offered = Button::None;
    bool m_again = false;
};

} // namespace rijian::ui
