#include "ui/dialogs/addressfield.h"

#include "ui/dialogs/formparts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace rijian::ui {

namespace {

constexpr int pauseMs = 150;
constexpr int mostAddresses = 200; ///< pasted at once

} // namespace

AddressField::AddressField(Understand understand, QWidget *parent)
    : QWidget(parent)
    , m_understand(std::move(understand))
    , m_edit(new QLineEdit(this))
    , m_add(new QPushButton(tr("&Add"), this))
    , m_message(new MessageLabel(this))
{
    m_edit->setObjectName(u"address"_s);
    m_edit->setPlaceholderText(tr("https://github.com/owner/name, owner/name or a local folder"));
    m_edit->setAccessibleName(tr("Address of a repository"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMaxLength(100'000);
    m_edit->installEventFilter(this);
    m_message->setObjectName(u"addressMessage"_s);
    m_add->setObjectName(u"add"_s);
    m_add->setAutoDefault(false);
    m_add->setEnabled(false);
    setFocusProxy(m_edit);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_edit, 1);
    row->addWidget(m_add);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(row);
    rows->addWidget(m_message);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    connect(&m_pause, &QTimer::timeout, this, &AddressField::check);
    connect(m_edit, &QLineEdit::textChanged, this, &AddressField::onText);
    connect(m_add, &QPushButton::clicked, this, &AddressField::enter);
}

QStringList AddressField::addresses() const
{
    // A line edit keeps the line ends of what is pasted, and only shows them as blanks.
    static const QRegularExpression lineEnd(u"[\\r\\n\\x{2028}\\x{2029}]"_s);
    QStringList list;
    for (const QString &line : m_edit->text().split(lineEnd, Qt::SkipEmptyParts)) {
        if (const QString address = line.trimmed(); !address.isEmpty())
            list << address;
    }
    list.removeDuplicates();
    return list;
}

void AddressField::setAddresses(const QStringList &addresses)
{
    m_edit->setText(addresses.join(u'\n'));
}

void AddressField::clear()
{
    setBusy({});
    setEnabled(true);
    m_edit->clear();
}

void AddressField::setBusy(const QString &message)
{
    m_edit->setReadOnly(!message.isEmpty());
    m_add->setEnabled(message.isEmpty() && m_known && m_fine);
    m_message->say(MessageLabel::Kind::Note, message);
}

void AddressField::setProblem(const QString &message)
{
    setBusy({});
    m_message->say(MessageLabel::Kind::Bad, message);
}

void AddressField::onText()
{
    ++m_asked;
    m_known = false;
    m_enter = false;
    m_add->setEnabled(false);
    if (addresses().isEmpty()) {
        m_pause.stop();
        m_message->clear();
    } else {
        m_pause.start();
    }
}

AddressField::Answer AddressField::understandAll(const Understand &understand, const QStringList &addresses)
{
    Answer answer;
    for (const QString &address : addresses) {
        const auto understood = understand(address);
        if (understood)
            answer.understood << *understood;
        else if (answer.problem.isEmpty())
            answer.problem = understood.error().message;
    }
    return answer;
}

void AddressField::check()
{
    m_pause.stop();
    const QStringList list = addresses();
    if (list.size() > mostAddresses) {
        showAnswer({.problem = tr("At most %n addresses at once.", nullptr, mostAddresses)});
        return;
    }
    const quint64 asked = ++m_asked;
    QtConcurrent::run([understand = m_understand, list] { return understandAll(understand, list); }).then(this, [this, asked](const Answer &answer) {
        if (asked == m_asked)
            showAnswer(answer);
    });
}

void AddressField::showAnswer(const Answer &answer)
{
    m_known = true;
    m_fine = answer.problem.isEmpty();
    m_add->setEnabled(m_fine);
    if (!m_fine)
        m_message->say(MessageLabel::Kind::Bad, answer.problem);
    else if (answer.understood.size() == 1)
        m_message->say(MessageLabel::Kind::Good, answer.understood.first());
    else
        m_message->say(MessageLabel::Kind::Good, tr("%n repositories: %1", nullptr, int(answer.understood.size())).arg(answer.understood.join(tr(", "))));
    if (std::exchange(m_enter, false))
        enter();
}

void AddressField::enter()
{
    if (m_edit->isReadOnly() || addresses().isEmpty())
        return;
    if (!m_known) {
        m_enter = true;
        if (m_pause.isActive())
            check();
    } else if (m_fine) {
        Q_EMIT addressesEntered(addresses());
    }
}

bool AddressField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            enter();
            return true; // or a dialog's default button would be pressed
        }
        if (key == Qt::Key_Escape)
            Q_EMIT escaped();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rijian::ui
