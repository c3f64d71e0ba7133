#pragma once
// What must happen before there is a QApplication, for the program and for tests alike.

namespace rijian::ui {

/// Registers the schemes of the card's and the report's pages and sets application attributes. Once a process, before QApplication.
void prepareApplication();

} // namespace rijian::ui
