#pragma once
// What a screen reader is told of a DiffView: a document whose value is the place being read. UI thread.

namespace rijian::ui {

/// Makes DiffViews documents for assistive technology; the first call counts.
void installDiffAccessibility();

} // namespace rijian::ui
