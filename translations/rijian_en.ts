<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>rijian::analysis::llm::ConnectionTest</name>
    <message numerus="yes">
        <source>Connected to %1: it offers %n model(s).</source>
        <translation>
            <numerusform>Connected to %1: it offers %n model.</numerusform>
            <numerusform>Connected to %1: it offers %n models.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::cli::DeliverCommands</name>
    <message numerus="yes">
        <source>%1: %n message(s)</source>
        <translation>
            <numerusform>%1: %n message</numerusform>
            <numerusform>%1: %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::cli::EvalCommands</name>
    <message numerus="yes">
        <source>%n labeled commit(s) are not in the repository and are left out.</source>
        <translation>
            <numerusform>%n labeled commit is not in the repository and is left out.</numerusform>
            <numerusform>%n labeled commits are not in the repository and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::cli::ImportCommands</name>
    <message numerus="yes">
        <source>%n report(s) read, %1 of them with nothing new</source>
        <translation>
            <numerusform>%n report read, %1 of them with nothing new</numerusform>
            <numerusform>%n reports read, %1 of them with nothing new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read; nothing of them was stored</source>
        <translation>
            <numerusform>%n file could not be read; nothing of it was stored</numerusform>
            <numerusform>%n files could not be read; nothing of them was stored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::cli::ReportCommands</name>
    <message numerus="yes">
        <source>%n commit(s) have no card yet: run “rijian-cli analyze” for that day, then “report” again.</source>
        <translation>
            <numerusform>%n commit has no card yet: run “rijian-cli analyze” for that day, then “report” again.</numerusform>
            <numerusform>%n commits have no card yet: run “rijian-cli analyze” for that day, then “report” again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n commit(s) of %2%3</source>
        <translation>
            <numerusform>%1: %n commit of %2%3</numerusform>
            <numerusform>%1: %n commits of %2%3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::cli::RuleCommands</name>
    <message numerus="yes">
        <source>Rule %1 matches %2 of %n commit(s) of the last %3 days.</source>
        <translation>
            <numerusform>Rule %1 matches %2 of %n commit of the last %3 days.</numerusform>
            <numerusform>Rule %1 matches %2 of %n commits of the last %3 days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::cli::Session</name>
    <message numerus="yes">
        <source>%n commit(s) have no card from the model: %1 The rules&apos; cards are used instead; the same command again makes only what is missing.</source>
        <translation>
            <numerusform>%n commit has no card from the model: %1 The rules&apos; card is used instead; the same command again makes only what is missing.</numerusform>
            <numerusform>%n commits have no card from the model: %1 The rules&apos; cards are used instead; the same command again makes only what is missing.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::jobs::DailyReport</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::jobs::JobRunner</name>
    <message numerus="yes">
        <source>%n commit(s) could not be read; the first: %1</source>
        <translation>
            <numerusform>%n commit could not be read: %1</numerusform>
            <numerusform>%n commits could not be read; the first: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) have no card from the model</source>
        <translation>
            <numerusform>%n commit has no card from the model</numerusform>
            <numerusform>%n commits have no card from the model</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model made no card for any of %n commit(s)</source>
        <translation>
            <numerusform>The model made no card for %n commit</numerusform>
            <numerusform>The model made no card for any of %n commits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::models::ChangesModel</name>
    <message numerus="yes">
        <source>and %n more line(s)</source>
        <translation>
            <numerusform>and %n more line</numerusform>
            <numerusform>and %n more lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::models::CommitsModel</name>
    <message numerus="yes">
        <source>%n file(s) changed</source>
        <translation>
            <numerusform>%n file changed</numerusform>
            <numerusform>%n files changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::models::JobsModel</name>
    <message numerus="yes">
        <source>Analyze %1, %n commit(s)</source>
        <translation>
            <numerusform>Analyze %1, %n commit</numerusform>
            <numerusform>Analyze %1, %n commits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::storage::OwnRuleStore</name>
    <message numerus="yes">
        <source>At most %n rule(s).</source>
        <translation>
            <numerusform>At most %n rule.</numerusform>
            <numerusform>At most %n rules.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::AddressField</name>
    <message numerus="yes">
        <source>At most %n addresses at once.</source>
        <translation>
            <numerusform>At most %n address at once.</numerusform>
            <numerusform>At most %n addresses at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repositories: %1</source>
        <translation>
            <numerusform>%n repository: %1</numerusform>
            <numerusform>%n repositories: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::CardWriter</name>
    <message numerus="yes">
        <source>merge of %n parents</source>
        <translation>
            <numerusform>merge of %n parent</numerusform>
            <numerusform>merge of %n parents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n same file(s)</source>
        <translation>
            <numerusform>%n same file</numerusform>
            <numerusform>%n same files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::DayCalendar</name>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of high importance to review</source>
        <translation>
            <numerusform>%n of high importance to review</numerusform>
            <numerusform>%n of high importance to review</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::DeliverDialog</name>
    <message numerus="yes">
        <source>The digest of %1 over %n repositories that are followed, each message at most once. What earlier days have left is sent before.</source>
        <translation>
            <numerusform>The digest of %1 over %n repository that is followed, each message at most once. What earlier days have left is sent before.</numerusform>
            <numerusform>The digest of %1 over %n repositories that are followed, each message at most once. What earlier days have left is sent before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not all has arrived at %n target(s): the list says why.</source>
        <translation>
            <numerusform>Not all has arrived at %n target: the list says why.</numerusform>
            <numerusform>Not all has arrived at %n targets: the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done with %n target(s).</source>
        <translation>
            <numerusform>Done with %n target.</numerusform>
            <numerusform>Done with %n targets.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::DiffPane</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n file(s) viewed</source>
        <translation>
            <numerusform>%1 of %n file viewed</numerusform>
            <numerusform>%1 of %n files viewed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n viewed</source>
        <translation>
            <numerusform>%n viewed</numerusform>
            <numerusform>%n viewed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changes below, but in %n collapsed file(s).</source>
        <translation>
            <numerusform>No more changes below, but in %n collapsed file.</numerusform>
            <numerusform>No more changes below, but in %n collapsed files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changes above, but in %n collapsed file(s).</source>
        <translation>
            <numerusform>No more changes above, but in %n collapsed file.</numerusform>
            <numerusform>No more changes above, but in %n collapsed files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changed lines below, but %n file(s) without lines to show.</source>
        <translation>
            <numerusform>No more changed lines below, but %n file without lines to show.</numerusform>
            <numerusform>No more changed lines below, but %n files without lines to show.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changed lines above, but %n file(s) without lines to show.</source>
        <translation>
            <numerusform>No more changed lines above, but %n file without lines to show.</numerusform>
            <numerusform>No more changed lines above, but %n files without lines to show.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::DiffView</name>
    <message numerus="yes">
        <source>%Ln more changed line(s). Read on</source>
        <translation>
            <numerusform>%Ln more changed line. Read on</numerusform>
            <numerusform>%Ln more changed lines. Read on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ExportDialog</name>
    <message numerus="yes">
        <source>%n repositories</source>
        <translation>
            <numerusform>%n repository</numerusform>
            <numerusform>%n repositories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the &amp;selected (%n)</source>
        <translation>
            <numerusform>Only the &amp;selected (%n)</numerusform>
            <numerusform>Only the &amp;selected (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new since the last export</source>
        <translation>
            <numerusform>%n new since the last export</numerusform>
            <numerusform>%n new since the last export</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a card</source>
        <translation>
            <numerusform>%n without a card</numerusform>
            <numerusform>%n without a card</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The report of %n commit(s) is on the clipboard.</source>
        <translation>
            <numerusform>The report of %n commit is on the clipboard.</numerusform>
            <numerusform>The report of %n commits is on the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Report of %n commit(s) written.</source>
        <translation>
            <numerusform>Report of %n commit written.</numerusform>
            <numerusform>Report of %n commits written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::Exporter</name>
    <message numerus="yes">
        <source>The report of %n commit(s) is on the clipboard.</source>
        <translation>
            <numerusform>The report of %n commit is on the clipboard.</numerusform>
            <numerusform>The report of %n commits is on the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Report of %n commit(s) written: %1.</source>
        <translation>
            <numerusform>Report of %n commit written: %1.</numerusform>
            <numerusform>Report of %n commits written: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no card yet.</source>
        <translation>
            <numerusform>%n of them has no card yet.</numerusform>
            <numerusform>%n of them have no card yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::FollowUpDialog</name>
    <message numerus="yes">
        <source>Your &amp;note on %n commit(s):</source>
        <translation>
            <numerusform>Your &amp;note on %n commit:</numerusform>
            <numerusform>Your &amp;note on %n commits:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::HeatMap</name>
    <message numerus="yes">
        <source>%n a day</source>
        <comment>commits</comment>
        <translation>
            <numerusform>%n a day</numerusform>
            <numerusform>%n a day</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::History</name>
    <message numerus="yes">
        <source>%1: %n commit(s)</source>
        <translation>
            <numerusform>%1: %n commit</numerusform>
            <numerusform>%1: %n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n of high importance</source>
        <translation>
            <numerusform>, %n of high importance</numerusform>
            <numerusform>, %n of high importance</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::HistoryDialog</name>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n of high importance</source>
        <translation>
            <numerusform>, %n of high importance</numerusform>
            <numerusform>, %n of high importance</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ImportDialog</name>
    <message numerus="yes">
        <source>%1 of %n report(s)</source>
        <translation>
            <numerusform>%1 of %n report</numerusform>
            <numerusform>%1 of %n reports</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%n could not be read</numerusform>
            <numerusform>%n could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n repositories were removed.</source>
        <translation>
            <numerusform>%n repository was removed.</numerusform>
            <numerusform>%n repositories were removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n commit(s) selected</source>
        <translation>
            <numerusform>%1 of %n commit selected</numerusform>
            <numerusform>%1 of %n commits selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to do – Rijian</source>
        <extracomment>%n: commits in the to-do list</extracomment>
        <translation>
            <numerusform>%n to do – Rijian</numerusform>
            <numerusform>%n to do – Rijian</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No important commits of the last %n day(s) are waiting. Follow-ups return here on their due day.</source>
        <translation>
            <numerusform>No important commits of the last %n day are waiting. Follow-ups return here on their due day.</numerusform>
            <numerusform>No important commits of the last %n days are waiting. Follow-ups return here on their due day.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelDialog</name>
    <message numerus="yes">
        <source>%n commit(s) will be analyzed by this model. Existing cards are kept for comparison.</source>
        <translation>
            <numerusform>%n commit will be analyzed by this model. Existing cards are kept for comparison.</numerusform>
            <numerusform>%n commits will be analyzed by this model. Existing cards are kept for comparison.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelNotes</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelStatus</name>
    <message numerus="yes">
        <source>%n analysis(es) this month</source>
        <translation>
            <numerusform>%n analysis this month</numerusform>
            <numerusform>%n analyses this month</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelWords</name>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>about %n hour</numerusform>
            <numerusform>about %n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::Notifier</name>
    <message numerus="yes">
        <source>%n fetch(es) failed.</source>
        <translation>
            <numerusform>%n fetch failed.</numerusform>
            <numerusform>%n fetches failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delivered to %n place(s).</source>
        <translation>
            <numerusform>Delivered to %n place.</numerusform>
            <numerusform>Delivered to %n places.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rijian 日鉴: %n to do</source>
        <extracomment>%n: commits in the to-do list</extracomment>
        <translation>
            <numerusform>Rijian 日鉴: %n to do</numerusform>
            <numerusform>Rijian 日鉴: %n to do</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missed day(s) were made up for, from %1 on.</source>
        <translation>
            <numerusform>%n missed day was made up for, from %1 on.</numerusform>
            <numerusform>%n missed days were made up for, from %1 on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n follow-up(s) are due.</source>
        <translation>
            <numerusform>%n follow-up is due.</numerusform>
            <numerusform>%n follow-ups are due.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::OwnRulesDialog</name>
    <message numerus="yes">
        <source>At most %n rule(s).</source>
        <translation>
            <numerusform>At most %n rule.</numerusform>
            <numerusform>At most %n rules.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Matches %1 of %n commit(s) of the last %2 days.</source>
        <translation>
            <numerusform>Matches %1 of %n commit of the last %2 days.</numerusform>
            <numerusform>Matches %1 of %n commits of the last %2 days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::PatchController</name>
    <message numerus="yes">
        <source>%n file(s) are not in it, or not whole, being too large: %1</source>
        <translation>
            <numerusform>%n file is not in it, or not whole, being too large: %1</numerusform>
            <numerusform>%n files are not in it, or not whole, being too large: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::PlanDialog</name>
    <message numerus="yes">
        <source>The model has analyzed all of %n commit(s) already. Nothing needs to be sent.</source>
        <translation>
            <numerusform>The model has analyzed the %n commit already. Nothing needs to be sent.</numerusform>
            <numerusform>The model has analyzed all of %n commits already. Nothing needs to be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) could not be read and are not in the estimate.</source>
        <translation>
            <numerusform>%n commit could not be read and is not in the estimate.</numerusform>
            <numerusform>%n commits could not be read and are not in the estimate.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>🔴 %n of high importance by the rules first</source>
        <translation>
            <numerusform>🔴 %n of high importance by the rules first</numerusform>
            <numerusform>🔴 %n of high importance by the rules first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s), free</source>
        <translation>
            <numerusform>%n commit, free</numerusform>
            <numerusform>%n commits, free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n of these</source>
        <translation>
            <numerusform>All %n of these</numerusform>
            <numerusform>All %n of these</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not shared with the model, analyzed on this computer: %1 and %n more.</source>
        <translation>
            <numerusform>Not shared with the model, analyzed on this computer: %1 and %n more.</numerusform>
            <numerusform>Not shared with the model, analyzed on this computer: %1 and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::PromptDialog</name>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n match</numerusform>
            <numerusform>%n matches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::QueueBar</name>
    <message numerus="yes">
        <source>%n from earlier days</source>
        <translation>
            <numerusform>%n from an earlier day</numerusform>
            <numerusform>%n from earlier days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due</source>
        <translation>
            <numerusform>%n due</numerusform>
            <numerusform>%n due</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ReportImporter</name>
    <message numerus="yes">
        <source>%n report(s) read.</source>
        <translation>
            <numerusform>%n report read.</numerusform>
            <numerusform>%n reports read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repositories</source>
        <translation>
            <numerusform>%n repository</numerusform>
            <numerusform>%n repositories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s)</source>
        <translation>
            <numerusform>%n card</numerusform>
            <numerusform>%n cards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed analyses</source>
        <translation>
            <numerusform>%n failed analysis</numerusform>
            <numerusform>%n failed analyses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be imported.</source>
        <translation>
            <numerusform>%n file could not be imported.</numerusform>
            <numerusform>%n files could not be imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::SearchBar</name>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n commit</numerusform>
            <numerusform>%n commits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) are still being prepared for the search.</source>
        <translation>
            <numerusform>%n commit is still being prepared for the search.</numerusform>
            <numerusform>%n commits are still being prepared for the search.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::TriageController</name>
    <message numerus="yes">
        <source>%n commit(s): %1.</source>
        <translation>
            <numerusform>%n commit: %1.</numerusform>
            <numerusform>%n commits: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your note on %n commit(s):</source>
        <translation>
            <numerusform>Your note on %n commit:</numerusform>
            <numerusform>Your note on %n commits:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your note on %n commit(s), in place of those that they have:</source>
        <translation>
            <numerusform>Your note on %n commit, in place of the one that it has:</numerusform>
            <numerusform>Your note on %n commits, in place of those that they have:</numerusform>
        </translation>
    </message>
</context>
</TS>
