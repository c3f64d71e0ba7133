// The part of Workspace that keeps the repositories tracked.

#include "jobs/jobkinds.h"
#include "jobs/pipeline.h"
#include "jobs/workspace.h"
#include "storage/jobstore.h"

using namespace Qt::StringLiterals;

namespace rijian::jobs {

void Workspace::loadRepositories()
{
    m_reader->run([](storage::Database &database) { return storage::RepositoryStore(database).all(); }).then(this, [this](const Result<QList<Repository>> &all) {
        if (!all) {
            Q_EMIT failed(all.error());
            return;
        }
        if (m_repositories == *all)
            return;
        m_repositories = *all;
        Q_EMIT repositoriesChanged();
    });
}

QFuture<Result<Repository>> Workspace::add(const QString &address, const QString &branches, const QString &name, const QString &group)
{
    auto added = m_writer->run([options = m_options, address, branches, name, group](storage::Database &database) -> Result<Repository> {
        Pipeline pipeline(database, {.dataFolder = options.dataFolder}, {}, {});
        // Whoever names what is tracked already wants to see it.
        auto repository = branches.isEmpty() && name.isEmpty() ? pipeline.find(address) : pipeline.track(address, branches, name);
        if (!repository || group.isEmpty())
            return repository;
        storage::RepositoryStore store(database);
        auto all = store.all();
        if (!all)
            return std::unexpected(all.error());
        QList<storage::RepositoryStore::Place> places;
        for (const Repository &one : *all)
            places.append({one.id, one.id == repository->id ? group : one.group});
        repository->group = group;
        return store.arrange(places).transform([&] { return *repository; });
    });
    return added.then(this, [this](const Result<Repository> &repository) {
        if (repository && !this->repository(repository->id)) {
            m_repositories.append(*repository);
            Q_EMIT repositoriesChanged();
            fetch({repository->id}, Watched);
        }
        return repository;
    });
}

void Workspace::remove(const QList<qint64> &ids)
{
    m_repositories.removeIf([&](const Repository &repository) { return ids.contains(repository.id); });
    Q_EMIT repositoriesChanged();
    m_writer->run([ids](storage::Database &database) -> Result<QList<qint64>> {
        auto all = storage::JobStore(database).list();
        if (!all)
            return std::unexpected(all.error());
        QList<qint64> running;
        for (const Job &job : *all) {
            if (job.state == JobState::Running && ids.contains(job.repository))
                running.append(job.id);
        }
        return storage::RepositoryStore(database).hide(ids).transform([&] { return running; });
    }).then(this, [this](const Result<QList<qint64>> &running) {
        if (running)
            m_scheduler->cancel(*running);
        else
            Q_EMIT failed(running.error());
        m_reload.start();
    });
}

void Workspace::restore(const QList<qint64> &ids)
{
    m_writer->run([ids](storage::Database &database) { return storage::RepositoryStore(database).restore(ids); }).then(this, [this](const Result<void> &restored) {
        if (!restored)
            Q_EMIT failed(restored.error());
        loadRepositories();
        m_reload.start();
    });
}

QFuture<Result<void>> Workspace::edit(const Repository &changed)
{
    auto done = m_writer->run([changed](storage::Database &database) {
        return database.transaction([&]() -> Result<void> {
            storage::RepositoryStore store(database);
            if (auto renamed = store.rename(changed.id, changed.name); !renamed)
                return renamed;
            if (auto set = store.setBranches(changed.id, changed.branch); !set)
                return set;
            if (auto set = store.setShared(changed.id, changed.shared); !set)
                return set;
            if (auto set = store.setEncoding(changed.id, changed.encoding); !set)
                return set;
            const auto all = store.all();
            if (!all)
                return std::unexpected(all.error());
            QList<storage::RepositoryStore::Place> places;
            for (const Repository &one : *all)
                places.append({one.id, one.id == changed.id ? changed.group : one.group});
            return store.arrange(places);
        });
    });
    return done.then(this, [this](const Result<void> &result) {
        loadRepositories();
        applyOwnRules(); // the name may be another
        return result;
    });
}

void Workspace::arrange(const QList<storage::RepositoryStore::Place> &places)
{
    m_writer->run([places](storage::Database &database) { return storage::RepositoryStore(database).arrange(places); }).then(this, [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        loadRepositories();
    });
}

} // namespace rijian::jobs
