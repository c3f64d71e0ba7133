// Names in a card that the commit does not hold.

#include "analysis/llm/cardanswer.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

using namespace rijian;
using namespace rijian::analysis::llm;
using namespace rijian::testkit;
using namespace Qt::StringLiterals;

namespace {

CommitPatch sample()
{
    return commitPatch(u"Rework KvCache::evict_blocks\n\nSee docs/cache.md.\n"_s,
                       QByteArray(fileDiff("lib/cache/kv_cache.cpp", "@@ void KvCache::evict_blocks(int count)\n-    dropBlock(count);\n+    dropBlocks(count, max_age_ms);\n     log_stats();\n")
                           + fileDiff(".github/workflows/ci.yml", "-on: push\n+on: [push]\n") + fileDiff("python/vllm/config.py", "@@ class CacheConfig\n+    eviction_policy: str = 'lru'\n") + fileDiff("a.c", "+static int\n+returns_above(void)\n")));
}

} // namespace

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("unconfirmed");
        const auto row = [](const char *name, const QString &text, const QStringList &unconfirmed = {}) { QTest::newRow(name) << text << unconfirmed; };
        row("what is there", u"`KvCache::evict_blocks` 调用 `dropBlocks()`，读取 `max_age_ms`，配置 `CacheConfig.eviction_policy`。"_s);
        row("context lines count", u"`log_stats()` 不变"_s);
        row("paths", u"`lib/cache/kv_cache.cpp`、`kv_cache.cpp`、cache/kv_cache.cpp 与 docs/cache.md"_s);
        row("a type on the line above", u"`returns_above()`"_s);
        row("hidden folders", u"`.github/workflows/ci.yml` 与 ./lib/cache/kv_cache.cpp"_s);
        row("module", u"`vllm.config.CacheConfig`"_s);
        row("plain words", u"`decode` 与 `prefill` 阶段；`true`、`None`、`200`、`v1.2.3`"_s);
        row("commands and options", u"`git fetch --all`、`--max-age`、`$HOME`、`src/*.cpp`、`https://example.com/a.html`"_s);
        row("well known", u"`PyTorch`、`size_t`、TCP/IP、I/O、and/or、`JSON`"_s);
        row("an identifier", u"`evict_pages()` 被移除"_s, {u"evict_pages()"_s});
        row("a method of what is there", u"`KvCache::flush_all`"_s, {u"KvCache::flush_all"_s});
        row("a path", u"修改了 lib/cache/lru.cpp。"_s, {u"lib/cache/lru.cpp"_s});
        row("a file", u"`eviction.py` 新增"_s, {u"eviction.py"_s});
        row("a file of a kind that the commit has", u"`scheduler.cpp` 与 `evict.config.py`"_s, {u"scheduler.cpp"_s, u"evict.config.py"_s});
        row("camel case", u"`BlockManager` 负责"_s, {u"BlockManager"_s});
        row("another letter case", u"`max_Age_ms`"_s, {u"max_Age_ms"_s});
        row("each once, in order", u"`aBigThing` 与 `bBigThing`，还有 `aBigThing`"_s, {u"aBigThing"_s, u"bBigThing"_s});
        row("an open code span", u"见 `max_age_ms 与 dropBlocks"_s);
    }

    void names()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, unconfirmed);
        Card card;
        card.advice = text;
        QCOMPARE(unconfirmedNames(card, sample()), unconfirmed);
        const Card marked = markUnconfirmed(card, unconfirmed);
        QCOMPARE(marked.advice.count(u"（未在提交中找到）"_s), unconfirmed.size());
        QCOMPARE(QString(marked.advice).remove(u"（未在提交中找到）"_s), text);
    }

    void aFewAtMost()
    {
        Card card;
        for (int i = 0; i < 500; ++i)
            card.summary += u"`notThere_%1`、"_s.arg(i);
        QCOMPARE(unconfirmedNames(card, sample()).size(), 8);
    }
};

RIJIAN_TEST_MAIN(TestNames)
#include "tst_names.moc"
