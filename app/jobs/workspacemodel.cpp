// The part of Workspace that deals with the model: setting it up, what it would send and cost, what it wrote.

#include "jobs/jobkinds.h"
#include "jobs/workspace.h"
#include "storage/overviewstore.h"
#include "storage/settingsstore.h"

namespace rijian::jobs {

void Workspace::setAnalyzers()
{
    Analyzers analyzers{.rules = m_rules, .model = m_analyzer};
    if (const auto models = m_options.models) {
        analyzers.other = [models](storage::Database &database, const QJsonObject &choice) -> ModelSource::Made {
            const auto settings = storage::SettingsStore(database).load();
            return settings ? models->make(database, *settings, choice) : std::unexpected(settings.error());
        };
        analyzers.remember = [models](storage::Database &database, const analysis::Analyzer &) {
            if (auto kept = models->remember(database); !kept)
                qWarning("what was learnt of the model's service could not be kept: %s", qPrintable(kept.error().message));
        };
    }
    m_scheduler->setAnalyzers(std::move(analyzers));
}

QFuture<void> Workspace::loadModel()
{
    if (!m_options.models)
        return QtFuture::makeReadyVoidFuture();
    return m_background->run([models = m_options.models, settings = m_settings](storage::Database &database) { return models->make(database, settings); })
        .then(this, [this](const ModelSource::Made &made) { takeModel(made); });
}

void Workspace::reloadModel()
{
    loadModel();
}

void Workspace::takeModel(const ModelSource::Made &made)
{
    m_analyzer = made ? *made : nullptr;
    m_model = {.state = ModelInfo::State::None, .provider = m_settings.provider};
    if (m_analyzer) {
        m_model.state = ModelInfo::State::Ready;
        m_model.model = m_analyzer->models().value(0);
    } else if (!made) {
        m_model.state = ModelInfo::State::Broken;
        m_model.model = m_settings.model;
        m_model.problem = made.error().message;
    }
    setAnalyzers();
    Q_EMIT modelChanged();
}

QFuture<Result<ModelPlan>> Workspace::plan(const QList<qint64> &ids, bool again)
{
    QList<Repository> repositories;
    ModelPlan plan;
    for (const qint64 id : ids) {
        const Repository *known = repository(id);
        if (known && (known->shared || m_settings.shareAll))
            repositories.append(*known);
        else if (known)
            plan.unshared.append(known->name);
    }
    if (!m_analyzer)
        return QtFuture::makeReadyValueFuture(Result<ModelPlan>(failure(ErrorKind::Usage, m_model.problem.isEmpty() ? tr("No model is set up: choose one in the settings.") : m_model.problem)));
    return m_background->run([=, options = m_options, rules = m_rules, model = m_analyzer, span = m_span](storage::Database &database) mutable -> Result<ModelPlan> {
        PipelineOptions how{.dataFolder = options.dataFolder, .shareAll = true, .offline = true, .rules = rules};
        how.backend = options.backend ? options.backend() : nullptr;
        Pipeline pipeline(database, std::move(how), {}, {});
        for (const Repository &repository : repositories) {
            const auto rows = storage::OverviewStore(database).rows({repository.id}, span.beginSeconds(), span.endSeconds());
            if (!rows)
                return std::unexpected(rows.error());
            QStringList shas;
            for (const CommitRow &row : *rows)
                shas.append(row.sha);
            const auto run = pipeline.plan(repository, shas, *model, again);
            if (!run)
                return std::unexpected(run.error());
            plan.run += *run;
        }
        plan.tokensLeft = options.models->tokensLeft();
        return plan;
    });
}

QFuture<Result<QString>> Workspace::promptText(const CommitKey &key)
{
    const Repository *known = repository(key.repository);
    if (!m_analyzer || !known)
        return QtFuture::makeReadyValueFuture(Result<QString>(failure(ErrorKind::Usage, tr("No model is set up: choose one in the settings."))));
    return m_background->run([options = m_options, rules = m_rules, model = m_analyzer, repository = *known, sha = key.sha](storage::Database &database) {
        PipelineOptions how{.dataFolder = options.dataFolder, .offline = true, .rules = rules};
        how.backend = options.backend ? options.backend() : nullptr;
        return Pipeline(database, std::move(how), {}, {}).promptText(repository, sha, *model);
    });
}

QFuture<Result<SpendingOverview>> Workspace::spending()
{
    return m_reader->run([zone = zone()](storage::Database &database) -> Result<SpendingOverview> {
        const QDate today = QDateTime::currentDateTimeUtc().toTimeZone(zone).date();
        const QDateTime tomorrow = today.addDays(1).startOfDay(zone);
        storage::AnalysisStore store(database);
        const auto day = store.spending(today.startOfDay(zone), tomorrow);
        const auto month = store.spending(QDate(today.year(), today.month(), 1).startOfDay(zone), tomorrow);
        if (!day || !month)
            return std::unexpected(!day ? day.error() : month.error());
        return SpendingOverview{*day, *month};
    });
}

void Workspace::onStored(qint64 repository, const QStringList &shas)
{
    QList<CommitKey> keys;
    for (const QString &sha : shas)
        keys.append({repository, sha});
    for (const CommitKey &key : keys)
        m_fresh.insert(key);
    if (!m_refresh.isActive())
        m_refresh.start();
    Q_EMIT cardsStored(keys);
}

/// The rows of commits with new cards, without listing the whole span again.
void Workspace::refreshRows()
{
    QHash<qint64, QStringList> fresh;
    const QSet<CommitKey> keys = std::exchange(m_fresh, {});
    for (const CommitKey &key : keys)
        fresh[key.repository].append(key.sha);
    m_writer->run([fresh, decided = m_decided](storage::Database &database) mutable -> Result<QList<CommitRow>> {
        decided.waitForFinished();
        QList<CommitRow> rows;
        for (auto one = fresh.cbegin(); one != fresh.cend(); ++one) {
            auto some = storage::OverviewStore(database).rows(one.key(), one.value());
            if (!some)
                return some;
            rows += *some;
        }
        return rows;
    }).then(this, [this, keys, decisions = m_decisions](const Result<QList<CommitRow>> &rows) {
        if (!rows)
            return Q_EMIT failed(rows.error());
        if (decisions == m_decisions)
            return Q_EMIT rowsUpdated(*rows);
        m_fresh.unite(keys); // they may not know of what was decided meanwhile
        if (!m_refresh.isActive())
            m_refresh.start();
    });
    loadCounts();
}

} // namespace rijian::jobs
