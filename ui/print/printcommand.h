#pragma once

class QApplication;

namespace rijian::ui {

/// Whether the program was started as `rijian --print-pdf IN.html OUT.pdf`: by rijian-cli, not by people. Then it shows no window and needs no display.
bool isPrintCommand(int argc, char **argv);

/// Before QApplication.
void preparePrintCommand();

/// Prints and returns the exit status: 0 printed, 1 not printed, 2 wrong usage; one line on stderr says why, and one on stdout how many pages there are.
int runPrintCommand(QApplication &application);

} // namespace rijian::ui
