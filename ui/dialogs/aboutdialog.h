#pragma once

class QWidget;

namespace rijian::ui {

void showAbout(QWidget *parent);

} // namespace rijian::ui
