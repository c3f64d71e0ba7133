#pragma once

#include "jobs/workspace.h"

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace rijian::ui {

/// The status bar's words on the model: what it has cost today, and whether it works.
class ModelStatus : public QWidget
{
    Q_OBJECT

public:
    explicit ModelStatus(jobs::Workspace &workspace, QWidget *parent = nullptr);

    /// What the widgets say, for tests and screen readers.
    QString spendingText() const;
    QString modelText() const;

Q_SIGNALS:
    void settingsWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refreshSoon();
    void refresh();
    void showSpending(const jobs::SpendingOverview &spending);
    void showModel();

    jobs::Workspace &m_workspace;
    QToolButton *m_spending;
    QToolButton *m_model;
    QTimer m_due; ///< cards come faster than anyone reads sums
    quint64 m_asked = 0;
};

} // namespace rijian::ui
