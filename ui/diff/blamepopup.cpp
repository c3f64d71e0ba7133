#include "ui/diff/blamepopup.h"

#include "core/day.h"
#include "core/text.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int longestText = 240;

QLabel *makeLabel(QWidget *parent, const char *name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1StringView(name));
    label->setTextFormat(Qt::PlainText); // a repository's own words
    label->setWordWrap(true);
    label->hide();
    return label;
}

} // namespace

BlamePopup::BlamePopup(const QRect &place, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_place(place)
    , m_subject(makeLabel(this, "blameSubject"))
    , m_who(makeLabel(this, "blameWho"))
    , m_where(makeLabel(this, "blameWhere"))
    , m_note(makeLabel(this, "blameNote"))
    , m_busy(new QProgressBar(this))
    , m_go(addButton(tr("&Go to This Commit"), "blameGo"))
    , m_web(addButton(tr("Open at the &Web Host"), "blameWeb"))
    , m_copy(addButton(tr("&Copy SHA"), "blameCopy"))
    , m_again(addButton(tr("Try &Again"), "blameAgain"))
    , m_cancel(addButton(tr("Cancel"), "blameCancel"))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Where the line comes from"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 58);
    QFont strong(font());
    strong.setWeight(QFont::DemiBold);
    m_subject->setFont(strong);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(4);
    m_busy->setAccessibleName(tr("Looking for the commit"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_go, m_web, m_copy, m_again, m_cancel})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 14);
    layout->setSpacing(5);
    for (QWidget *widget : {static_cast<QWidget *>(m_subject), static_cast<QWidget *>(m_who), static_cast<QWidget *>(m_where), static_cast<QWidget *>(m_note), static_cast<QWidget *>(m_busy)})
        layout->addWidget(widget);
    layout->addSpacing(5);
    layout->addLayout(buttons);
    connect(m_go, &QPushButton::clicked, this, [this] {
        const QString sha = m_sha;
        close();
        Q_EMIT goToWanted(sha);
    });
    connect(m_web, &QPushButton::clicked, this, [this] {
        const QString address = m_webAddress;
        close();
        Q_EMIT webWanted(address);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_sha);
        close();
    });
    connect(m_again, &QPushButton::clicked, this, &BlamePopup::againWanted);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::close);
}

QPushButton *BlamePopup::addButton(const QString &text, const char *name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1StringView(name));
    button->setAutoDefault(true); // Return presses it
    button->hide();
    return button;
}

void BlamePopup::show(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

void BlamePopup::showLoading()
{
    show(m_subject, {});
    show(m_who, tr("Looking for the commit that wrote this line…"));
    show(m_where, {});
    show(m_note, {});
    for (QPushButton *button : {m_go, m_web, m_copy, m_again})
        button->hide();
    m_busy->show();
    m_cancel->show();
    settle(m_cancel);
}

void BlamePopup::showAnswer(const Answer &answer)
{
    const git::LineOrigin &origin = answer.origin;
    m_sha = origin.sha;
    m_webAddress = answer.webAddress;
    show(m_subject, origin.subject.isEmpty() ? tr("(no message)") : oneLine(origin.subject, longestText));
    show(m_who, tr("%1 · %2 · %3").arg(oneLine(origin.author.name, 80), displayTime(origin.authorTime.seconds, answer.zone), origin.sha.left(10)));
    show(m_where, origin.path != answer.path ? tr("There it was line %1 of %2.").arg(QLocale().toString(origin.lineThere), oneLine(decodeText(origin.path), longestText))
             : origin.lineThere != origin.line ? tr("There it was line %1.").arg(QLocale().toString(origin.lineThere))
                                               : QString());
    show(m_note, origin.edge ? tr("Older history was not fetched: the line is from this commit or an older one.")
             : answer.isCurrent ? tr("This is the commit you are reading.")
             : !answer.stored   ? tr("Its day was not listed yet: that is done when you go there.")
                                : QString());
    m_busy->hide();
    m_again->hide();
    m_cancel->hide();
    m_go->setVisible(!answer.isCurrent);
    m_web->setVisible(!answer.webAddress.isEmpty());
    m_copy->show();
    settle(!m_go->isHidden() ? m_go : !m_web->isHidden() ? m_web : m_copy);
}

void BlamePopup::showError(const Error &error)
{
    const bool stopped = error.kind == ErrorKind::Cancelled;
    show(m_subject, stopped ? tr("Stopped") : tr("The line's commit cannot be told"));
    show(m_who, stopped ? QString() : oneLine(error.message, 600));
    show(m_where, {});
    show(m_note, {});
    m_busy->hide();
    for (QPushButton *button : {m_go, m_web, m_copy, m_cancel})
        button->hide();
    m_again->show();
    settle(m_again);
}

QString BlamePopup::words() const
{
    QStringList parts;
    for (const QLabel *label : {m_subject, m_who, m_where, m_note}) {
        if (!label->isHidden())
            parts << label->text();
    }
    return parts.join(tr("; ", "between parts of a list"));
}

void BlamePopup::settle(QWidget *focus)
{
    for (QLabel *label : {m_who, m_where, m_note}) {
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, label == m_who ? colors().text : colors().muted);
        label->setPalette(palette);
    }
    layout()->activate();
    resize(minimumWidth(), layout()->hasHeightForWidth() ? layout()->heightForWidth(minimumWidth()) : sizeHint().height());
    const QScreen *screen = QGuiApplication::screenAt(m_place.center());
    const QRect room = (screen ? screen : QGuiApplication::primaryScreen())->availableGeometry();
    const bool below = m_place.bottom() + 4 + height() <= room.bottom();
    const int y = below ? m_place.bottom() + 4 : std::max(room.top(), m_place.top() - 4 - height());
    move(std::clamp(m_place.left(), room.left(), std::max(room.left(), room.right() - width())), y);
    if (!isVisible())
        QFrame::show();
    focus->setFocus(Qt::PopupFocusReason);
    setAccessibleName(words());
    QAccessibleAnnouncementEvent event(this, words());
    QAccessible::updateAccessibility(&event);
}

void BlamePopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colors().base);
    painter.setPen(colors().border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.fillRect(QRect(0, 0, 3, height()), colors().accent);
}

void BlamePopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    Q_EMIT closed();
}

} // namespace rijian::ui
