#include "core/triage.h"

using namespace Qt::StringLiterals;

namespace rijian {

QString triageWord(TriageState state)
{
    switch (state) {
    case TriageState::Unseen:
        break;
    case TriageState::Seen:
        return u"已看"_s;
    case TriageState::FollowUp:
        return u"跟进"_s;
    case TriageState::Ignored:
        return u"忽略"_s;
    }
    return u"待看"_s;
}

} // namespace rijian
