#include "support/sampleentries.h"

#include "core/cardtext.h"

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

Importance levelOf(int number)
{
    const int place = number % 10;
    return place == 0 ? Importance::High : place < 5 ? Importance::Medium : Importance::Low;
}

Card sampleCard(int number)
{
    const QString part = u"模块 %1"_s.arg(number % 37);
    Card card;
    card.types = {static_cast<ChangeType>(number % 10), ChangeType::Test};
    card.importance = levelOf(number);
    card.summary = u"1. 重写了 `%1` 的调度路径，避免在持锁期间等待网络；\n2. 为 **重试** 增加上限，默认 5 次；\n3. 补充了针对超时的测试，见 `tests/scheduler/test_timeout_%2.py`。"_s.arg(part).arg(number);
    card.scope = u"- `lib/runtime/src/scheduler_%1.rs`\n- `components/router/src/lib.rs`\n- 所有使用旧接口 `Router::dispatch` 的调用方"_s.arg(number % 11);
    card.architecture = u"调度与传输解耦，后续可以单独替换传输层；接口 `dispatch()` 改为返回 `Result`。"_s;
    card.performance = u"高并发下尾延迟预计下降 **约 20%**，单请求路径多一次原子操作，可以忽略。"_s;
    card.security = u"不涉及。"_s;
    card.risks = u"- 调用方若依赖旧的无限重试，会在 5 次后得到错误\n- 需要同时升级 `router` 与 `worker`，否则 `%1` 的版本检查会失败"_s.arg(part);
    card.advice = u"升级前查看 https://github.com/ai-dynamo/dynamo/pull/%1 的迁移说明，并在预发布环境观察 *重试次数* 指标。"_s.arg(number);
    return card;
}

} // namespace

report::Entry sampleEntry(int number)
{
    report::Entry entry;
    Commit &commit = entry.commit;
    commit.sha = u"%1%2"_s.arg(quint64(number) * 0x9E3779B97F4A7C15ULL, 16, 16, QChar(u'0')).arg(number, 24, 16, QChar(u'0'));
    commit.author = {u"Ada 洛夫莱斯 %1"_s.arg(number % 23), u"ada@example.org"_s};
    commit.committer = commit.author;
    commit.authorTime = {1767715200 + number * 7, 28800};
    commit.committerTime = commit.authorTime;
    commit.message = u"fix(router): bound retries of %1 (#%2)\n\nThe scheduler waited for the network while it held the lock.\nNow it gives up after five tries.\n\nSigned-off-by: Ada <ada@example.org>\n"_s
                         .arg(u"模块 %1"_s.arg(number % 37)).arg(number);
    commit.parents = {QString(40, u'1')};
    for (int i = 0; i < 6; ++i)
        commit.files.append({.path = u"lib/runtime/src/scheduler_%1.rs"_s.arg(i), .insertions = number % 90, .deletions = i});
    entry.webAddress = u"https://github.com/ai-dynamo/dynamo/commit/"_s + commit.sha;
    Analysis analysis{.sha = commit.sha, .analyzer = u"llm"_s, .model = u"deepseek-chat"_s, .promptVersion = u"5"_s, .score = 40};
    analysis.createdAt = QDateTime::fromSecsSinceEpoch(1767800000, QTimeZone::UTC);
    analysis.provider = u"deepseek"_s;
    analysis.usage = {.prompt = 5200, .cached = 2048, .completion = 640, .requests = 1};
    analysis.cost = 0.0042;
    analysis.currency = u"CNY"_s;
    analysis.card = sampleCard(number);
    analysis.markdown = writeCard(analysis.card);
    entry.analysis = std::move(analysis);
    return entry;
}

MadeUpSource::MadeUpSource(QList<int> commits)
    : m_days{QDate(2026, 1, 7), QDate(2026, 1, 7), defaultTimeZone()}
{
    for (qsizetype i = 0; i < commits.size(); ++i) {
        report::SectionHead head{.repository = u"owner/repository-%1"_s.arg(i)};
        for (int n = 0; n < commits[i]; ++n)
            ++head.counts.at(std::size_t(levelOf(n)));
        m_heads.append(head);
        m_ledger.commits += commits[i];
        m_ledger.whole += commits[i];
    }
}

Result<void> MadeUpSource::visit(qsizetype section, const report::Visit &wanted, const Visitor &visitor)
{
    for (int n = 0; n < m_heads.at(section).commits(); ++n) {
        if (wanted.importance && levelOf(n) != *wanted.importance)
            continue;
        if (auto visited = visitor(sampleEntry(n)); !visited)
            return visited;
    }
    return {};
}

} // namespace rijian::testkit
