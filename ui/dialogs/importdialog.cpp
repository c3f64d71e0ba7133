#include "ui/dialogs/importdialog.h"

#include "core/text.h"
#include "ui/window/reportimporter.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <atomic>

using namespace Qt::StringLiterals;

namespace rijian::ui {

struct ImportDialog::State {
    std::atomic<int> done = 0;
    std::atomic<int> total = 0;
    std::atomic<int> failed = 0;
};

ImportDialog::ImportDialog(QWidget *parent)
    : QDialog(parent)
    , m_state(std::make_shared<State>())
    , m_text(new QLabel(tr("Looking for reports…"), this))
    , m_bar(new QProgressBar(this))
    , m_failures(new QPlainTextEdit(this))
    , m_button(new QPushButton(tr("&Stop"), this))
{
    setWindowTitle(tr("Import Reports"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setObjectName(u"text"_s);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_failures->setReadOnly(true);
    m_failures->setObjectName(u"failures"_s);
    m_failures->setTabChangesFocus(true);
    m_failures->setAccessibleName(tr("Files that could not be imported"));
    m_failures->hide();
    m_button->setObjectName(u"stop"_s);
    m_button->setDefault(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(m_text);
    rows->addWidget(m_bar);
    rows->addWidget(m_failures, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_button);
    rows->addLayout(buttons);
    setMinimumWidth(480);
    connect(m_button, &QPushButton::clicked, this, &ImportDialog::reject);
    constexpr int interval = 150; // milliseconds
    m_tell.setInterval(interval);
    connect(&m_tell, &QTimer::timeout, this, &ImportDialog::tell);
    m_tell.start();
}

ImportDialog::~ImportDialog() = default;

void ImportDialog::openLater()
{
    constexpr int moment = 400; // milliseconds
    QTimer::singleShot(moment, this, [this] {
        if (m_busy && !isVisible())
            open();
    });
}

jobs::ImportProgress ImportDialog::progress() const
{
    return [state = m_state](const jobs::ImportedFile &file, qsizetype done, qsizetype total) {
        state->total = int(total);
        state->done = int(done);
        if (file.error)
            ++state->failed;
    };
}

void ImportDialog::tell()
{
    if (!m_busy || m_state->total == 0)
        return;
    m_bar->setRange(0, m_state->total);
    m_bar->setValue(m_state->done);
    QString text = tr("%1 of %n report(s)", nullptr, m_state->total).arg(m_state->done.load());
    if (m_state->failed > 0)
        text += u" · "_s + tr("%n could not be read", nullptr, m_state->failed);
    m_text->setText(text);
}

void ImportDialog::end()
{
    m_busy = false;
    m_tell.stop();
    close();
}

void ImportDialog::showEnd(const Result<jobs::ImportSummary> &summary)
{
    constexpr qsizetype most = 1000; // files named
    m_busy = false;
    m_tell.stop();
    m_bar->hide();
    m_button->setText(tr("Close"));
    if (!summary) {
        m_text->setText(summary.error().message);
        open();
        return;
    }
    m_text->setText(importWords(*summary) + u' ' + failedWords(*summary));
    QStringList lines;
    for (const jobs::ImportedFile &file : summary->failed.first(std::min(most, summary->failed.size()))) {
        const QString name = oneLine(QDir::toNativeSeparators(file.file), 400);
        lines << (file.error ? tr("%1: %2").arg(name, oneLine(file.error->message, 400)) : name);
    }
    if (summary->failed.size() > most)
        lines << tr("… and %n more", nullptr, int(summary->failed.size() - most));
    m_failures->setPlainText(lines.join(u'\n'));
    m_failures->show();
    resize(680, 420);
    open();
}

void ImportDialog::reject()
{
    if (m_busy)
        Q_EMIT stopWanted(); // the import's end closes it
    else
        QDialog::reject();
}

} // namespace rijian::ui
