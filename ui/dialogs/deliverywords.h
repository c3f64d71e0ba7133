#pragma once

#include "jobs/deliverydesk.h"

namespace rijian::ui {

/// What became of a day at a target, in one line: of the delivery that was just tried, else as it is remembered.
QString deliveredLine(const jobs::TargetDay &day);

} // namespace rijian::ui
