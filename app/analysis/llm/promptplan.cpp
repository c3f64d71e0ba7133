#include "analysis/llm/promptplan.h"

#include "analysis/llm/cardform.h"
#include "analysis/llm/promptselect.h"
#include "analysis/llm/promptvalues.h"
#include "analysis/llm/templatetext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rijian::analysis::llm {

namespace {

using Values = QHash<QString, QString>;

constexpr qint64 leastBudget = 512;     // tokens for the commit, however small the model's context is
constexpr qint64 messageTokens = 16;    // what a service puts around a message
constexpr qint64 coverageTokens = 160;  // kept for {{coverage}}
constexpr qint64 mostRegionTokens = 2'000; // small enough that many files have their turn
constexpr qsizetype longestNotes = 40'000; // characters of a part's answer

class Planner
{
public:
    Planner(const PromptTemplates &templates, const Task &task, const PromptOptions &options, const Fence &fence)
        : m_templates(templates), m_task(task), m_options(options), m_system(systemText(formInstruction(options.form))), m_partSystem(systemText(templates.text(u"notes.md"_s))),
          m_budget(budgetBeside(m_system)), m_partBudget(budgetBeside(m_partSystem)), m_items(readFiles(task.patch, std::clamp<qint64>(std::min(m_budget, m_partBudget) / 8, 200, mostRegionTokens)))
    {
        m_values = promptValues(task, m_budget, false);
        m_partValues = promptValues(task, m_partBudget, true);
        for (Values *values : {&m_values, &m_partValues}) {
            values->insert(u"fence"_s, fence.name("commit " + task.patch.commit.sha.toUtf8()));
            // The same for all commits of a repository, so that what stands before the commit can come from a provider's cache.
            values->insert(u"repository_fence"_s, fence.name("repository " + values->value(u"repository"_s).toUtf8()));
            values->insert(u"depth"_s, depthOf(m_items));
        }
        choose();
    }

    PromptPlan plan()
    {
        PromptPlan plan;
        if (m_parts.size() > 1) {
            for (std::size_t i = 0; i < m_parts.size(); ++i)
                plan.parts.append(partPrompt(i));
            fileTable(pointers(), mergeTableTokens()); // which files mergePrompt() will list
        } else {
            plan.parts.append(wholePrompt());
        }
        for (const FileItem &item : m_items) {
            if (FileReading reading = readingOf(item); reading.depth != ReadDepth::Whole)
                plan.reading.append(std::move(reading));
        }
        plan.coverage = coverageOf(m_items);
        plan.attempts = findAttempts(m_task.patch);
        plan.nothingRead = hasChangedLines() && std::ranges::none_of(m_items, &FileItem::anySent);
        return plan;
    }

    Prompt merge(const QStringList &answers)
    {
        Values values = m_values;
        const qsizetype count = std::max<qsizetype>(answers.size(), 1);
        values.insert(u"parts"_s, QString::number(count));
        values.insert(u"files"_s, fileTable(pointers(), mergeTableTokens()));
        values.insert(u"coverage"_s, coverageText());
        const qint64 share = std::max<qint64>(64, (m_budget - estimateTokens(fillTemplate(m_templates.text(u"merge.md"_s), values))) / count - 24);
        QStringList notes;
        for (qsizetype i = 0; i < answers.size(); ++i) {
            const QString text = safeText(answers.at(i), longestNotes, share);
            notes << u"### 第 "_s + QString::number(i + 1) + u" 部分\n"_s + (text.isEmpty() ? u"（这一部分没有读成，笔记缺失。不要描述它，并在潜在风险里说明有一部分没有读到。）"_s : text);
        }
        values.insert(u"notes"_s, notes.join(u"\n\n"_s));
        return ask(m_system, u"merge.md"_s, values, readings());
    }

private:
    QString systemText(const QString &form) const { return fillTemplate(m_templates.text(u"system.md"_s), {{u"form"_s, form}}); }

    qint64 budgetBeside(const QString &system) const
    {
        const qint64 answer = std::min(m_options.answerTokens, m_options.contextTokens / 2);
        return std::max(leastBudget, m_options.contextTokens - answer - estimateTokens(system) - 2 * messageTokens);
    }

    qint64 roomIn(const QString &name, const Values &values, qint64 budget) const
    {
        return std::max(leastBudget / 2, budget - estimateTokens(fillTemplate(m_templates.text(name), values)) - coverageTokens);
    }

    qint64 mergeTableTokens() const { return m_budget / 6; }

    void choose()
    {
        const qint64 room = roomIn(u"commit.md"_s, m_values, m_budget);
        const qint64 partRoom = roomIn(u"part.md"_s, m_partValues, m_partBudget);
        const qint64 all = tableTokens(m_items);
        m_table = std::min(all, room / 6);
        m_partTable = std::min(all, partRoom / 8);
        m_parts = selectPieces(m_items, {room - m_table, partRoom - m_partTable, m_options.mostParts});
    }

    std::vector<FileItem *> pointers()
    {
        std::vector<FileItem *> list;
        for (FileItem &item : m_items)
            list.push_back(&item);
        return list;
    }

    QList<FileReading> readings() const
    {
        QList<FileReading> list;
        for (const FileItem &item : m_items)
            list.append(readingOf(item));
        return list;
    }

    bool hasChangedLines() const
    {
        return std::ranges::any_of(m_task.patch.files, [](const FilePatch &file) {
            return file.gap == PatchGap::TooLarge || file.gap == PatchGap::Unreadable || (!file.change.submodule && !file.change.binary && file.change.insertions + file.change.deletions > 0);
        });
    }

    QString coverageText() const
    {
        const QString coverage = coverageOf(m_items);
        return coverage.isEmpty() ? u"全部改动都在上面。"_s : coverage + u"。没有给出的内容不要描述。"_s;
    }

    QString diffText(const Pieces &pieces) const
    {
        QString text;
        for (std::size_t from = 0; from < pieces.size();) {
            const FileItem &item = m_items[pieces[from].item];
            const FileText lines(*item.file);
            text += u"### "_s + fileHeader(*item.file, item.roleWord) + u'\n';
            for (; from < pieces.size() && &m_items[pieces[from].item] == &item; ++from) {
                if (pieces[from].isSummary)
                    text += u"〔"_s + item.why + u"，只给出几行〕\n"_s + item.summary;
                else
                    text += lines.region(item.regions[pieces[from].region]);
            }
            text += u'\n';
        }
        return text.isEmpty() ? u"（没有可以给出的行）"_s : text.trimmed();
    }

    Prompt ask(const QString &system, const QString &name, const Values &values, QList<FileReading> reading) const
    {
        Prompt prompt{.messages = {{u"system"_s, system}, {u"user"_s, fillTemplate(m_templates.text(name), values)}}, .reading = std::move(reading)};
        for (const ChatMessage &message : prompt.messages)
            prompt.tokens += estimateTokens(message.content) + messageTokens;
        return prompt;
    }

    Prompt wholePrompt()
    {
        Values values = m_values;
        values.insert(u"files"_s, fileTable(pointers(), m_table));
        values.insert(u"diff"_s, diffText(m_parts.front()));
        values.insert(u"coverage"_s, coverageText());
        return ask(m_system, u"commit.md"_s, values, readings());
    }

    Prompt partPrompt(std::size_t index)
    {
        const Pieces &pieces = m_parts[index];
        std::vector<FileItem> items; // of this part, as if nothing else were sent
        for (const Piece &piece : pieces) {
            const FileItem &whole = m_items[piece.item];
            if (items.empty() || items.back().index != whole.index) {
                items.push_back(whole);
                items.back().sent.assign(whole.regions.size(), false);
                items.back().summarySent = items.back().listed = false;
            }
            if (piece.isSummary)
                items.back().summarySent = true;
            else
                items.back().sent[piece.region] = true;
        }
        std::vector<FileItem *> list;
        for (FileItem &item : items)
            list.push_back(&item);
        Values values = m_partValues;
        values.insert(u"part"_s, QString::number(index + 1));
        values.insert(u"parts"_s, QString::number(m_parts.size()));
        values.insert(u"files"_s, fileTable(list, m_partTable));
        values.insert(u"diff"_s, diffText(pieces));
        values.insert(u"coverage"_s, coverageOf(items));
        QList<FileReading> reading;
        for (const FileItem &item : items)
            reading.append(readingOf(item));
        return ask(m_partSystem, u"part.md"_s, values, std::move(reading));
    }

    const PromptTemplates &m_templates;
    const Task &m_task;
    const PromptOptions &m_options;
    QString m_system;
    QString m_partSystem;
    qint64 m_budget;
    qint64 m_partBudget;
    std::vector<FileItem> m_items;
    Values m_values;
    Values m_partValues;
    qint64 m_table = 0;
    qint64 m_partTable = 0;
    std::vector<Pieces> m_parts;
};

} // namespace

PromptPlan planPrompts(const PromptTemplates &templates, const Task &task, const PromptOptions &options, const Fence &fence)
{
    return Planner(templates, task, options, fence).plan();
}

Prompt mergePrompt(const PromptTemplates &templates, const Task &task, const PromptPlan &, const QStringList &answers, const PromptOptions &options, const Fence &fence)
{
    return Planner(templates, task, options, fence).merge(answers);
}

PromptPlan planPrompts(const PromptTemplates &templates, const Task &task, const PromptOptions &options)
{
    return planPrompts(templates, task, options, Fence::ofProcess());
}

Prompt mergePrompt(const PromptTemplates &templates, const Task &task, const PromptPlan &plan, const QStringList &answers, const PromptOptions &options)
{
    return mergePrompt(templates, task, plan, answers, options, Fence::ofProcess());
}

} // namespace rijian::analysis::llm
