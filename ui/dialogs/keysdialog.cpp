#include "ui/dialogs/keysdialog.h"

#include "ui/actions.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

QString keyCaps(const QList<QKeySequence> &keys)
{
    const Colors &c = colors();
    QStringList caps;
    for (const QKeySequence &key : keys)
        caps << u"<span style=\"background:%1; color:%2;\">&nbsp;%3&nbsp;</span>"_s.arg(c.hover.name(), c.text.name(), key.toString(QKeySequence::NativeText).toHtmlEscaped());
    return caps.join(u"&nbsp; "_s);
}

/// One heading with its rows; returns how many rows the grid gained.
int addSection(QGridLayout *grid, int row, int column, const QString &section, const QList<const ActionSpec *> &specs)
{
    auto *heading = new QLabel(u"<b>%1</b>"_s.arg(section.toHtmlEscaped()));
    grid->addWidget(heading, row, column, 1, 2);
    int used = 1;
    for (const ActionSpec *spec : specs) {
        auto *keys = new QLabel(keyCaps(Actions::keys(*spec)));
        auto *text = new QLabel(Actions::text(*spec));
        text->setTextFormat(Qt::PlainText);
        keys->setAccessibleName(text->text());
        grid->addWidget(keys, row + used, column, Qt::AlignRight);
        grid->addWidget(text, row + used, column + 1);
        ++used;
    }
    grid->addWidget(new QLabel, row + used, column);
    return used + 1;
}

} // namespace

KeysDialog::KeysDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard Shortcuts"));
    auto *content = new QWidget;
    auto *grid = new QGridLayout(content);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(2, 24);
    QStringList sections;
    QMap<QString, QList<const ActionSpec *>> bySection;
    for (const ActionSpec &spec : actionTable()) {
        const QString section = Actions::section(spec);
        if (!sections.contains(section))
            sections << section;
        if (*spec.keys)
            bySection[section] << &spec;
    }
    int rows[2] = {0, 0};
    for (const QString &section : std::as_const(sections)) {
        const int side = rows[1] < rows[0] ? 1 : 0;
        if (!bySection.value(section).isEmpty())
            rows[side] += addSection(grid, rows[side], side * 3, section, bySection.value(section));
    }
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll);
    layout->addWidget(buttons);
    resize(content->sizeHint().width() + 60, std::min(content->sizeHint().height() + 90, 860));
}

} // namespace rijian::ui
