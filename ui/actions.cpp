#include "ui/actions.h"

#include "ui/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QRegularExpression>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr char repositories[] = QT_TRANSLATE_NOOP("Actions", "Repositories");
constexpr char days[] = QT_TRANSLATE_NOOP("Actions", "Days");
constexpr char commits[] = QT_TRANSLATE_NOOP("Actions", "Commits");
constexpr char triage[] = QT_TRANSLATE_NOOP("Actions", "Triage");
constexpr char reading[] = QT_TRANSLATE_NOOP("Actions", "Diff and card");
constexpr char report[] = QT_TRANSLATE_NOOP("Actions", "Report");
constexpr char window[] = QT_TRANSLATE_NOOP("Actions", "Window");

constexpr ActionSpec table[] = {
    {Do::AddRepository, repositories, QT_TRANSLATE_NOOP("Actions", "&Add Repository…"), "list-add", "Ctrl+N"},
    {Do::Fetch, repositories, QT_TRANSLATE_NOOP("Actions", "&Fetch"), "view-refresh", "F5"},
    {Do::FetchAll, repositories, QT_TRANSLATE_NOOP("Actions", "Fetch A&ll"), "view-refresh", "Shift+F5"},
    {Do::Analyze, repositories, QT_TRANSLATE_NOOP("Actions", "A&nalyze"), "system-run", "F6"},
    {Do::RetryJobs, repositories, QT_TRANSLATE_NOOP("Actions", "Re&try Failed Jobs"), "view-refresh", "Shift+F6"},
    {Do::CancelJobs, repositories, QT_TRANSLATE_NOOP("Actions", "&Cancel All Jobs"), "process-stop", "Ctrl+."},
    {Do::EditRepository, repositories, QT_TRANSLATE_NOOP("Actions", "Ed&it Repository…"), "document-edit", "F2"},
    {Do::RemoveRepository, repositories, QT_TRANSLATE_NOOP("Actions", "&Remove Repository"), "list-remove", ""},

    {Do::PreviousDay, days, QT_TRANSLATE_NOOP("Actions", "&Previous Day"), "go-previous", "["},
    {Do::NextDay, days, QT_TRANSLATE_NOOP("Actions", "&Next Day"), "go-next", "]"},
    {Do::Today, days, QT_TRANSLATE_NOOP("Actions", "&Today"), "go-jump-today", "T"},
    {Do::History, days, QT_TRANSLATE_NOOP("Actions", "&History…"), "office-chart-bar", "H"},

    {Do::NextCommit, commits, QT_TRANSLATE_NOOP("Actions", "&Next Commit"), "go-down", "J"},
    {Do::PreviousCommit, commits, QT_TRANSLATE_NOOP("Actions", "&Previous Commit"), "go-up", "K"},
    {Do::NextHigh, commits, QT_TRANSLATE_NOOP("Actions", "Next &High-Importance Commit"), "arrow-down-double", "N"},
    {Do::PreviousHigh, commits, QT_TRANSLATE_NOOP("Actions", "Previous H&igh-Importance Commit"), "arrow-up-double", "P"},
    {Do::ScrollOn, commits, QT_TRANSLATE_NOOP("Actions", "&Scroll, Then Next Commit"), "", "Space"},
    {Do::SearchAll, commits, QT_TRANSLATE_NOOP("Actions", "Search All C&ommits"), "edit-find", "/"},
    {Do::Search, commits, QT_TRANSLATE_NOOP("Actions", "&Filter"), "view-filter", "Ctrl+F"},
    {Do::Differing, commits, QT_TRANSLATE_NOOP("Actions", "Only Where Rules and &Model Differ"), "", "Shift+D"},
    {Do::ClearFilter, commits, QT_TRANSLATE_NOOP("Actions", "&Clear Filters"), "edit-clear", ""},
    {Do::CopySha, commits, QT_TRANSLATE_NOOP("Actions", "Copy SH&A"), "edit-copy", "Ctrl+Shift+C"},
    {Do::OpenOnWeb, commits, QT_TRANSLATE_NOOP("Actions", "Open in Bro&wser"), "internet-services", "O"},

    {Do::ShowQueue, triage, QT_TRANSLATE_NOOP("Actions", "To-Do Li&st"), "view-list-text", "Q"},
    {Do::ShowFollowUps, triage, QT_TRANSLATE_NOOP("Actions", "Follow-U&ps"), "flag", "Shift+Q"},
    {Do::QueueMedium, triage, QT_TRANSLATE_NOOP("Actions", "Include Medium Imp&ortance in To Do"), "", ""},
    {Do::Reviewed, triage, QT_TRANSLATE_NOOP("Actions", "&Reviewed"), "dialog-ok-apply", "R"},
    {Do::FollowUp, triage, QT_TRANSLATE_NOOP("Actions", "&Follow Up"), "flag", "F"},
    {Do::FollowUpBy, triage, QT_TRANSLATE_NOOP("Actions", "Follow Up &By…"), "flag", "Shift+F"},
    {Do::Ignored, triage, QT_TRANSLATE_NOOP("Actions", "&Ignore"), "dialog-cancel", "I"},
    {Do::ToReview, triage, QT_TRANSLATE_NOOP("Actions", "&To Review Again"), "edit-undo", "U"},
    {Do::High, triage, QT_TRANSLATE_NOOP("Actions", "Importance: &High"), "", "1"},
    {Do::Medium, triage, QT_TRANSLATE_NOOP("Actions", "Importance: &Medium"), "", "2"},
    {Do::Low, triage, QT_TRANSLATE_NOOP("Actions", "Importance: &Low"), "", "3"},
    {Do::NoOwnImportance, triage, QT_TRANSLATE_NOOP("Actions", "Importance: As on the &Card"), "", "0"},
    {Do::Note, triage, QT_TRANSLATE_NOOP("Actions", "&Note…"), "document-edit", "E"},
    {Do::OwnRules, triage, QT_TRANSLATE_NOOP("Actions", "M&y Rules…"), "view-filter", "Ctrl+L"},
    {Do::RuleFromCommit, triage, QT_TRANSLATE_NOOP("Actions", "Mak&e a Rule from This Commit…"), "", ""},
    {Do::Undo, triage, QT_TRANSLATE_NOOP("Actions", "&Undo"), "edit-undo", "Ctrl+Z"},
    {Do::Redo, triage, QT_TRANSLATE_NOOP("Actions", "Re&do"), "edit-redo", "Ctrl+Shift+Z"},

    {Do::ToggleDiffMode, reading, QT_TRANSLATE_NOOP("Actions", "Unified or &Side by Side"), "view-split-left-right", "S"},
    {Do::OneFile, reading, QT_TRANSLATE_NOOP("Actions", "&One File at a Time"), "view-pages-single", "Shift+S"},
    {Do::WrapLines, reading, QT_TRANSLATE_NOOP("Actions", "&Wrap Long Lines"), "text-wrap", "W"},
    {Do::MarkMoves, reading, QT_TRANSLATE_NOOP("Actions", "&Mark Moved Lines"), "", "Shift+M"},
    {Do::MoreAbove, reading, QT_TRANSLATE_NOOP("Actions", "More Lines &Above"), "", "Shift+L"},
    {Do::MoreBelow, reading, QT_TRANSLATE_NOOP("Actions", "More Lines &Below"), "", "L"},
    {Do::AllLines, reading, QT_TRANSLATE_NOOP("Actions", "All Lines of This &File"), "", "A"},
    {Do::AllLinesOfAll, reading, QT_TRANSLATE_NOOP("Actions", "All &Lines of All Files"), "", "Shift+A"},
    {Do::CollapseAll, reading, QT_TRANSLATE_NOOP("Actions", "&Collapse All Files"), "", "X"},
    {Do::ExpandAll, reading, QT_TRANSLATE_NOOP("Actions", "&Expand All Files"), "", "Shift+X"},
    {Do::ReadOn, reading, QT_TRANSLATE_NOOP("Actions", "Read O&n in This File"), "", "D"},
    {Do::GoToMove, reading, QT_TRANSLATE_NOOP("Actions", "&Go to Where It Moved"), "", "G"},
    {Do::ZoomIn, reading, QT_TRANSLATE_NOOP("Actions", "Zoom &In"), "zoom-in", "Ctrl++ Ctrl+="},
    {Do::ZoomOut, reading, QT_TRANSLATE_NOOP("Actions", "Zoom O&ut"), "zoom-out", "Ctrl+-"},
    {Do::ZoomBack, reading, QT_TRANSLATE_NOOP("Actions", "&Reset Zoom"), "zoom-original", "Ctrl+0"},
    {Do::TabWidth, reading, QT_TRANSLATE_NOOP("Actions", "Next &Tab Width"), "", "Ctrl+Shift+T"},
    {Do::DiffOptions, reading, QT_TRANSLATE_NOOP("Actions", "&How Changes Are Shown"), "configure", "Shift+W"},
    {Do::ViewedFile, reading, QT_TRANSLATE_NOOP("Actions", "Fil&e Viewed"), "dialog-ok-apply", "V"},
    {Do::ChangesTable, reading, QT_TRANSLATE_NOOP("Actions", "Tab&le of Changes…"), "view-list-text", "Shift+T"},
    {Do::FindInDiff, reading, QT_TRANSLATE_NOOP("Actions", "&Find in the Changes"), "edit-find", "Ctrl+Shift+F"},
    {Do::NextMatch, reading, QT_TRANSLATE_NOOP("Actions", "Next Matc&h"), "go-down", "F3"},
    {Do::PreviousMatch, reading, QT_TRANSLATE_NOOP("Actions", "Previous &Match"), "go-up", "Shift+F3"},
    {Do::NextChange, reading, QT_TRANSLATE_NOOP("Actions", "&Next Change"), "go-down", "Ctrl+Down"},
    {Do::PreviousChange, reading, QT_TRANSLATE_NOOP("Actions", "Pre&vious Change"), "go-up", "Ctrl+Up"},
    {Do::NextFile, reading, QT_TRANSLATE_NOOP("Actions", "Ne&xt File"), "go-down-search", "Ctrl+PgDown"},
    {Do::PreviousFile, reading, QT_TRANSLATE_NOOP("Actions", "Previous F&ile"), "go-up-search", "Ctrl+PgUp"},
    {Do::BlameLine, reading, QT_TRANSLATE_NOOP("Actions", "&Blame Line"), "view-history", "B"},
    {Do::ComparePictures, reading, QT_TRANSLATE_NOOP("Actions", "Compare Pict&ures…"), "view-preview", "Shift+V"},
    {Do::FileOnWeb, reading, QT_TRANSLATE_NOOP("Actions", "Open File at the &Web Host"), "internet-services", "Shift+O"},
    {Do::CopyPatch, reading, QT_TRANSLATE_NOOP("Actions", "Copy Commit as &Patch"), "edit-copy", ""},
    {Do::SavePatch, reading, QT_TRANSLATE_NOOP("Actions", "Save Commit as Pa&tch…"), "document-save-as", ""},
    {Do::Reanalyze, reading, QT_TRANSLATE_NOOP("Actions", "Re-analy&ze Commit"), "view-refresh", "Ctrl+R"},
    {Do::AnalyzeWith, reading, QT_TRANSLATE_NOOP("Actions", "Anal&yze Again With…"), "view-refresh", "Ctrl+Shift+R"},
    {Do::CompareCards, reading, QT_TRANSLATE_NOOP("Actions", "Compare Car&ds"), "view-split-left-right", "Shift+C"},
    {Do::NextCard, reading, QT_TRANSLATE_NOOP("Actions", "Show Next Analyze&r's Card"), "go-next", "M"},
    {Do::ShowPrompt, reading, QT_TRANSLATE_NOOP("Actions", "Sh&ow Prompt…"), "document-preview", "Shift+P"},
    {Do::CopyCard, reading, QT_TRANSLATE_NOOP("Actions", "&Copy Card as Markdown"), "edit-copy", "C"},

    {Do::Export, report, QT_TRANSLATE_NOOP("Actions", "&Export Report"), "document-export", "Ctrl+E"},
    {Do::ExportAs, report, QT_TRANSLATE_NOOP("Actions", "Export &As…"), "document-save-as", "Ctrl+Shift+E"},
    {Do::ExportSelected, report, QT_TRANSLATE_NOOP("Actions", "Export &Selected Commits…"), "document-export", ""},
    {Do::CopyReport, report, QT_TRANSLATE_NOOP("Actions", "&Copy Report"), "edit-copy", ""},
    {Do::Deliver, report, QT_TRANSLATE_NOOP("Actions", "&Deliver This Day…"), "mail-send", "Ctrl+D"},
    {Do::Import, report, QT_TRANSLATE_NOOP("Actions", "&Import Reports…"), "document-import", "Ctrl+I"},
    {Do::ImportFolder, report, QT_TRANSLATE_NOOP("Actions", "Import &Folder of Reports…"), "document-import", ""},

    {Do::FocusPanel, window, QT_TRANSLATE_NOOP("Actions", "Go to Re&positories"), "", "Alt+1"},
    {Do::FocusCommits, window, QT_TRANSLATE_NOOP("Actions", "Go to Commi&ts"), "", "Alt+2"},
    {Do::FocusDiff, window, QT_TRANSLATE_NOOP("Actions", "Go to &Diff"), "", "Alt+3"},
    {Do::FocusCard, window, QT_TRANSLATE_NOOP("Actions", "Go to C&ard"), "", "Alt+4"},
    {Do::FocusFiles, window, QT_TRANSLATE_NOOP("Actions", "Go to Changed Fi&les"), "", "Alt+5"},
    {Do::ShowPanel, window, QT_TRANSLATE_NOOP("Actions", "Repositories P&anel"), "view-sidetree", "F9"},
    {Do::ShowJobs, window, QT_TRANSLATE_NOOP("Actions", "&Jobs"), "view-list-details", "F8"},
    {Do::Settings, window, QT_TRANSLATE_NOOP("Actions", "&Settings…"), "configure", "Ctrl+,"},
    {Do::Keys, window, QT_TRANSLATE_NOOP("Actions", "Keyboard &Shortcuts"), "input-keyboard", "?"},
    {Do::About, window, QT_TRANSLATE_NOOP("Actions", "&About Rijian"), "help-about", ""},
    {Do::Quit, window, QT_TRANSLATE_NOOP("Actions", "&Quit"), "application-exit", "Ctrl+Q"},
};

} // namespace

std::span<const ActionSpec> actionTable()
{
    return table;
}

QString Actions::text(const ActionSpec &spec)
{
    static const QRegularExpression accelerator(u"\\s*\\(&\\w\\)|&"_s); // "获取(&F)" and "&Fetch"
    return QCoreApplication::translate("Actions", spec.text).remove(accelerator);
}

QString Actions::section(const ActionSpec &spec)
{
    return QCoreApplication::translate("Actions", spec.section);
}

QList<QKeySequence> Actions::keys(const ActionSpec &spec)
{
    QList<QKeySequence> sequences;
    for (const QString &key : QString::fromLatin1(spec.keys).split(u' ', Qt::SkipEmptyParts))
        sequences.append(QKeySequence::fromString(key, QKeySequence::PortableText));
    return sequences;
}

Actions::Actions(QWidget *parent)
    : QObject(parent)
{
    for (const ActionSpec &spec : table) {
        auto *action = new QAction(QCoreApplication::translate("Actions", spec.text), parent);
        if (*spec.icon)
            action->setIcon(icon(QString::fromLatin1(spec.icon)));
        const auto sequences = keys(spec);
        action->setShortcuts(sequences);
        action->setShortcutContext(Qt::WindowShortcut);
        const QString hint = sequences.isEmpty() ? QString() : QString(u" ("_s + sequences.first().toString(QKeySequence::NativeText) + u')');
        action->setIconText(text(spec)); // buttons show no accelerators
        action->setToolTip(text(spec) + hint);
        m_actions.insert(spec.id, action);
        parent->addAction(action);
    }
}

} // namespace rijian::ui
