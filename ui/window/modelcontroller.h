#pragma once

#include "jobs/workspace.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace rijian::ui {

class MessageBar;
class ModelMenu;
class PlanDialog;

/// What the window does about the model: asks before a run, tells of an outage once, and tries again.
class ModelController : public QObject
{
    Q_OBJECT

public:
    ModelController(jobs::Workspace &workspace, MessageBar *messages, QWidget *window);

    /// Does what the user asks of the model. After an outage it is made anew first: its analyzer would refuse at once.
    void afresh(std::function<void()> act);
    /// The days shown of these repositories; shows the plan first, if the user wants that and there is a model.
    void analyze(const QList<qint64> &repositories);
    /// These commits once more, by a model that the user chooses; the cards they have stay beside the new ones.
    void chooseModel(const QList<CommitRow> &commits);
    /// By this one, as Workspace::analyzeCommits() takes it.
    void analyzeWith(const QList<CommitRow> &commits, const QJsonObject &model);
    /// The choice as a menu; `commits` is asked when one is made.
    ModelMenu *makeMenu(std::function<QList<CommitRow>()> commits, QWidget *parent);
    /// What the model would be sent about a commit.
    void showPrompt(const std::optional<CommitRow> &commit);
    /// Failed jobs once more, with the key read anew and outages forgotten: the user has acted.
    void retry(const QList<qint64> &jobs);

Q_SIGNALS:
    /// New cards of these commits were asked for.
    void cardsAsked(const QList<rijian::jobs::CommitKey> &commits);
    /// The page of the settings that is about the model.
    void settingsWanted();

private:
    void ask(const QList<qint64> &repositories);
    void estimate(bool again);
    void share(const QList<qint64> &repositories);
    void onRepositoriesChanged();
    bool asksModel(qint64 repository) const;
    void onEnded(const jobs::JobEnd &end);
    void onModelChanged();

    jobs::Workspace &m_workspace;
    MessageBar *m_messages;
    QWidget *m_window;
    QPointer<PlanDialog> m_dialog;
    QList<qint64> m_asked;    ///< what the dialog is about
    quint64 m_estimate = 0;   ///< answers to older questions are dropped
    QList<qint64> m_sharing;  ///< the plan waits until these are shared
    QList<qint64> m_failed;   ///< jobs that the model's outage ended, told in one message
    QList<qint64> m_retrying; ///< as soon as the model has been made anew
};

} // namespace rijian::ui
