// DiffView's files, all collapsed or expanded at once.

#include "ui/diff/diffview.h"

namespace rijian::ui {

void DiffView::setAllCollapsed(bool collapsed)
{
    if (m_state != State::Ready)
        return;
    m_selection.clear();
    keepPlace([&] {
        for (DiffFile &file : m_scene.files)
            file.collapsed = collapsed;
        m_scene.relayout(); // once: a commit may have thousands
    });
    updateCurrentFile();
    requestColors();
}

} // namespace rijian::ui
