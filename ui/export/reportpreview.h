#pragma once

#include "core/result.h"

#include <QStackedWidget>

class QPlainTextEdit;
class QWebEngineView;

namespace rijian::ui {

class EmptyState;
class ReportEngine;

/// A report as it will read: the page in the engine, other forms as their text. Shows what it is given.
class ReportPreview : public QStackedWidget
{
    Q_OBJECT

public:
    /// Before its window is shown: the engine's first view makes Qt replace a shown one.
    explicit ReportPreview(QWidget *parent = nullptr);
    ~ReportPreview() override;

    void showWaiting();
    void showText(const QString &text);
    void showPage(const QString &html);
    void showProblem(const QString &message);

    const ReportEngine &engine() const { return *m_engine; }

Q_SIGNALS:
    void pageShown(bool ok);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void watch(QObject *object);
    void applyColors();

    ReportEngine *m_engine;
    QWebEngineView *m_view;
    QPlainTextEdit *m_text;
    EmptyState *m_state;
};

} // namespace rijian::ui
