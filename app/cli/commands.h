#pragma once
// The sub-commands. Each tells what it did on the session's console and returns the exit status.

#include "cli/session.h"

namespace rijian::cli {

ExitStatus runRepo(Session &session);
ExitStatus runFetch(Session &session);
ExitStatus runCommits(Session &session);
ExitStatus runShow(Session &session);
ExitStatus runAnalyze(Session &session);
ExitStatus runPlan(Session &session);
ExitStatus runPrompt(Session &session);
ExitStatus runEval(Session &session);
ExitStatus runCompare(Session &session);
ExitStatus runModel(Session &session);
ExitStatus runImport(Session &session);
ExitStatus runDaily(Session &session);
ExitStatus runSchedule(Session &session);
ExitStatus runDeliver(Session &session);
ExitStatus runSearch(Session &session);
ExitStatus runQueue(Session &session);
ExitStatus runFollowUps(Session &session);
ExitStatus runMark(Session &session);
ExitStatus runRule(Session &session);
ExitStatus runDigest(Session &session);
ExitStatus runAgreement(Session &session);
ExitStatus runReport(Session &session);
ExitStatus runAll(Session &session); ///< `run`

} // namespace rijian::cli
