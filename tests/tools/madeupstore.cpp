#include "tools/madeupstore.h"

#include <QRandomGenerator>

#include <cmath>

using namespace Qt::StringLiterals;

namespace rijian::testkit {

namespace {

const QStringList english = u"scheduler cache attention kernel memory worker request batch token stream layer tensor weight quant prefill decode router engine config "
                            "loader metric logging timeout retry socket buffer thread mutex index graph compile launch device tile split merge reduce scatter gather "
                            "flash_attn KVCache FP8 CUDA NCCL RDMA gRPC HTTP parser lexer"_s.split(u' ');
const QStringList chinese = u"修复 性能 调度器 缓存 并发 内存 泄漏 量化 推理 请求 批处理 线程 配置 默认值 接口 兼容 测试 文档 依赖 升级 安全 认证 超时 重试 日志 指标 编译 内核 张量 路由"_s.split(u' ');

QString wordsOf(const QStringList &pool, int count, QRandomGenerator &random, const QString &gap)
{
    QStringList words;
    for (int i = 0; i < count; ++i) // some are common, most are rare
        words.append(pool[int(pool.size() * std::pow(random.generateDouble(), 2.5))]);
    return words.join(gap);
}

/// A name as programs have them, hardly ever the same one: " TovaruKernelMemory8x".
QString nameOf(QRandomGenerator &random)
{
    const QString consonants = u"bdfgklmnprstvz"_s, vowels = u"aeiou"_s;
    QString name;
    for (int i = 0; i < 3; ++i)
        name += QString(consonants[random.bounded(int(consonants.size()))]) + vowels[random.bounded(int(vowels.size()))];
    for (int i = 0; i < 2; ++i) {
        QString part = english[random.bounded(int(english.size()))].toLower().remove(u'_');
        part[0] = part[0].toUpper();
        name += part;
    }
    name[0] = name[0].toUpper();
    return u' ' + name + QString::number(random.bounded(36 * 36), 36);
}

} // namespace

void must(const Result<QSqlQuery> &query)
{
    if (!query)
        qFatal("%s", qPrintable(query.error().message + query.error().detail));
}

void fillStore(storage::Database &database, int commits)
{
    QRandomGenerator random(1);
    for (int i = 1; i <= 20; ++i)
        must(database.run(u"INSERT INTO repository (id, name, address, address_key, position, added_at) VALUES (?,?,?,?,?,0)"_s, {i, u"owner/name%1"_s.arg(i), u"a%1"_s.arg(i), u"a%1"_s.arg(i), i}));
    for (int i = 1; i <= 20; ++i)
        must(database.run(u"INSERT INTO listing (repository_id, begin_at, end_at, listed_at) VALUES (?,?,?,?)"_s, {i, madeUpTime(-2'000), madeUpTime(commits + 2'000), madeUpTime(commits + 2'000)}));
    constexpr int batch = 5'000;
    for (int begin = 0; begin < commits; begin += batch) {
        const auto done = database.transaction([&]() -> Result<void> {
            for (int i = begin; i < std::min(commits, begin + batch); ++i) {
                const QString sha = QString::number(i, 16).rightJustified(40, u'0');
                const QString message = wordsOf(english, 7, random, u" "_s) + u" (#%1)\n\n"_s.arg(i) + wordsOf(english, 60, random, u" "_s) + (i % 1'000 == 7 ? u" needle%1"_s.arg(i) : QString()) + nameOf(random);
                must(database.run(u"INSERT INTO commits (id, repository_id, sha, author_name, author_email, author_time, author_offset, committer_name, committer_email, committer_time, committer_offset, message, parents, "
                                  "files, insertions, deletions) VALUES (?,?,?,?,?,?,0,'C','c@x',?,0,?,'',4,10,5)"_s,
                                  {i + 1, i % 20 + 1, sha, u"Author %1"_s.arg(i % 300), u"author%1@example.org"_s.arg(i % 300), madeUpTime(i), madeUpTime(i), message}));
                for (int k = 0; k < 4; ++k)
                    must(database.run(u"INSERT INTO changed_file (commit_id, position, path, old_path, status, insertions, deletions, flags, old_mode, new_mode) VALUES (?,?,?,'',1,1,1,0,33188,33188)"_s,
                                      {i + 1, k, u"src/%1/%2_%3.cpp"_s.arg(english[(i + k) % english.size()], english[(i * 7 + k) % english.size()]).arg(i % 97)}));
                must(database.run(u"INSERT INTO analysis (sha, analyzer, created_at, state, types, importance, summary, scope, risks, advice, markdown) VALUES (?,'rules',0,0,?,?,?,?,?,?,'x')"_s,
                                  {sha, u"[%1]"_s.arg(i % 10), i % 33 == 0 ? 3 : i % 3 == 0 ? 2 : 1, wordsOf(chinese, 40, random, {}), wordsOf(chinese, 25, random, u"，"_s), wordsOf(chinese, 25, random, {}), wordsOf(chinese, 15, random, {})}));
            }
            return {};
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
    }
}

} // namespace rijian::testkit
