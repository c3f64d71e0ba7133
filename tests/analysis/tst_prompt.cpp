#include "analysis/llm/promptplan.h"
#include "support/outcome.h"
#include "support/patchbuilder.h"
#include "support/testkit.h"

using namespace Qt::StringLiterals;
using namespace rijian;
using namespace rijian::analysis;
using namespace rijian::analysis::llm;
using testkit::commitPatch;
using testkit::fileDiff;

class TestPrompt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBuiltInTemplatesAreSound();
};

void TestPrompt::theBuiltInTemplatesAreSound()
{
    const auto templates = PromptTemplates::load({});
    VERIFY_OK(templates);
    QCOMPARE((*templates)->version(), u"1"_s);
    const CommitPatch patch = commitPatch(u"fix: x"_s, fileDiff("src/a.cpp", "@@ int f()\n a\n-b\n+c\n"));
    const PromptPlan plan = planPrompts(**templates, {patch}, {}, Fence("key"));
    QCOMPARE(plan.parts.size(), 1);
    qDebug().noquote() << plan.parts.first().messages.last().content;
}

RIJIAN_TEST_MAIN(TestPrompt)
#include "tst_prompt.moc"
