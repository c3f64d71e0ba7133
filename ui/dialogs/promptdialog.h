#pragma once

#include "core/result.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace rijian::ui {

class EmptyState;

/// The words a model would be sent about a commit, to read, search and copy. Shows what it is given.
class PromptDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PromptDialog(const QString &commit, QWidget *parent = nullptr);

    void showPrompt(const Result<QString> &prompt);

private:
    void search();
    void find(bool backward);

    QString m_prompt; ///< as it would be sent; what is shown has control characters made visible
    QLabel *m_size;
    QLabel *m_matches;
    QLineEdit *m_search;
    QPlainTextEdit *m_text;
    EmptyState *m_state; ///< instead of the text: it is being put together, or cannot be
    QStackedWidget *m_pages;
    QPushButton *m_copy;
};

} // namespace rijian::ui
