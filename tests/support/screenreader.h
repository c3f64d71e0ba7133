#pragma once
// What a screen reader is told, and punctuation other than the source's. GUI thread.

#include <QAccessible>
#include <QStringList>
#include <QTranslator>

#include <utility>

namespace rijian::testkit {

/// Hears what is announced while it lives; one at a time.
class Heard
{
public:
    Heard()
    {
        words.clear();
        QAccessible::setActive(true);
        m_before = QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
            if (event->type() == QAccessible::Announcement)
                words += static_cast<QAccessibleAnnouncementEvent *>(event)->message();
        });
    }
    ~Heard() { QAccessible::installUpdateHandler(m_before); }
    Q_DISABLE_COPY_MOVE(Heard)

    static QStringList take() { return std::exchange(words, {}); }
    static inline QStringList words;

private:
    QAccessible::UpdateHandler m_before;
};

/// What stands between the parts of a list, as Chinese has it.
class OtherPunctuation : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QByteArrayView text(source);
        return text == ", " ? QStringLiteral("，") : text == "; " ? QStringLiteral("；") : QString();
    }
    bool isEmpty() const override { return false; }
};

} // namespace rijian::testkit
