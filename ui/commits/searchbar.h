#pragma once

#include "jobs/workspace.h"

#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;
class QStringListModel;
class QToolButton;

namespace rijian::ui {

class MessageLabel;

/// The search over all commits: results while one types, filters that complete themselves, what they mean. UI thread.
class SearchBar : public QWidget
{
    Q_OBJECT

public:
    explicit SearchBar(QWidget *parent = nullptr);

    QString text() const;
    /// Without searched().
    void setText(const QString &text);
    void focusText();
    void showAnswer(const jobs::SearchAnswer &answer);
    /// How many commits the index has still to take up.
    void setUnread(int commits);

Q_SIGNALS:
    void searched(const QString &text);
    /// Down or Enter: the results are wanted.
    void resultsWanted();
    /// Escape, or the button: back to where one was.
    void closed();
    void saveWanted(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void onEdited();
    void complete(const QString &word);
    void updateCompletions();
    void tint();

    QLineEdit *m_text;
    QLabel *m_count;
    QToolButton *m_save;
    QToolButton *m_close;
    MessageLabel *m_advice;
    QCompleter *m_completer;
    QStringListModel *m_words;
};

} // namespace rijian::ui
