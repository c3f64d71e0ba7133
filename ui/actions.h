#pragma once
// Everything the user can do by menu or key, in one table: the menus, the tool bar and the sheet of keys are made from it.

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>

#include <span>

class QAction;
class QWidget;

namespace rijian::ui {

enum class Do {
    AddRepository, EditRepository, RemoveRepository, Fetch, FetchAll, Analyze, RetryJobs, CancelJobs, Import, ImportFolder, Export, ExportAs, ExportSelected, CopyReport, Deliver, Settings, Quit,
    PreviousDay, NextDay, Today,
    SearchAll, Search, NextCommit, PreviousCommit, NextHigh, PreviousHigh, ScrollOn, Differing, ClearFilter,
    History,
    ShowQueue, ShowFollowUps, QueueMedium, Reviewed, FollowUp, FollowUpBy, Ignored, ToReview, High, Medium, Low, NoOwnImportance, Note, OwnRules, RuleFromCommit, Undo, Redo,
    ToggleDiffMode, OneFile, WrapLines, MarkMoves, MoreAbove, MoreBelow, AllLines, AllLinesOfAll, CollapseAll, ExpandAll, ReadOn, GoToMove, ZoomIn, ZoomOut, ZoomBack, TabWidth, DiffOptions, ViewedFile, ChangesTable, FindInDiff, NextMatch, PreviousMatch, NextChange, PreviousChange, NextFile, PreviousFile, BlameLine, ComparePictures, FileOnWeb, CopyPatch, SavePatch, Reanalyze, AnalyzeWith, CompareCards, NextCard, ShowPrompt, CopyCard, OpenOnWeb, CopySha,
    ShowPanel, ShowJobs, FocusPanel, FocusCommits, FocusDiff, FocusCard, FocusFiles, Keys, About
};

struct ActionSpec {
    Do id;
    const char *section; ///< heading in the sheet of keys, to translate in context "Actions"
    const char *text;    ///< with an ampersand; to translate in context "Actions"
    const char *icon;    ///< freedesktop name; empty: none
    const char *keys;    ///< portable sequences, separated by blanks; empty: none
};

std::span<const ActionSpec> actionTable();

/// The table's actions for one window: made as children of `window`, which their keys work in.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QWidget *window);

    QAction *operator[](Do id) const { return m_actions.value(id); }

    static QString text(const ActionSpec &spec);    ///< translated, without the ampersand
    static QString section(const ActionSpec &spec); ///< translated
    static QList<QKeySequence> keys(const ActionSpec &spec);

private:
    QMap<Do, QAction *> m_actions;
};

} // namespace rijian::ui
