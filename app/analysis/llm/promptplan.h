#pragma once
// planPrompts() with all that a test may want to fix.

#include "analysis/llm/prompt.h"
#include "analysis/llm/prompttext.h"

namespace rijian::analysis::llm {

PromptPlan planPrompts(const PromptTemplates &templates, const Task &task, const PromptOptions &options, const Fence &fence);
Prompt mergePrompt(const PromptTemplates &templates, const Task &task, const PromptPlan &plan, const QStringList &answers, const PromptOptions &options, const Fence &fence);

} // namespace rijian::analysis::llm
