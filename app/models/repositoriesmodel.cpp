#include "models/repositoriesmodel.h"

#include "core/text.h"

#include <QDataStream>
#include <QIODevice>
#include <QLocale>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace rijian::models {

namespace {

const QString mimeType = u"application/x-rijian-repositories"_s;

} // namespace

struct RepositoriesModel::Node {
    Kind kind = Kind::Repository;
    Node *parent = nullptr;
    int row = 0;
    qsizetype repository = -1; ///< into m_repositories
    QString group;
    std::vector<std::unique_ptr<Node>> children;

    Node *add(Kind what)
    {
        children.push_back(std::make_unique<Node>());
        Node *child = children.back().get();
        child->kind = what;
        child->parent = this;
        child->row = int(children.size()) - 1;
        return child;
    }
};

RepositoriesModel::RepositoriesModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

RepositoriesModel::~RepositoriesModel() = default;

const RepositoriesModel::Node *RepositoriesModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex RepositoriesModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (row < 0 || row >= int(node->children.size()) || column != 0)
        return {};
    return createIndex(row, column, node->children[std::size_t(row)].get());
}

QModelIndex RepositoriesModel::parent(const QModelIndex &child) const
{
    const Node *node = nodeOf(child)->parent;
    return !node || node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

int RepositoriesModel::rowCount(const QModelIndex &parent) const
{
    return int(nodeOf(parent)->children.size());
}

int RepositoriesModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QString RepositoriesModel::status(const Repository &repository) const
{
    if (const auto progress = m_progress.constFind(repository.id); progress != m_progress.constEnd()) {
        const QString percent = progress->fraction >= 0 ? u" %1 %"_s.arg(int(progress->fraction * 100)) : QString();
        const QString rate = progress->bytesPerSecond > 0 ? u" · %1/s"_s.arg(QLocale().formattedDataSize(qint64(progress->bytesPerSecond), 1)) : QString();
        return progress->phase + percent + rate;
    }
    if (m_waiting.value(repository.id) > 0)
        return tr("waiting");
    if (!repository.lastError.isEmpty())
        return oneLine(repository.lastError);
    if (!repository.lastFetch.isValid())
        return tr("not fetched yet");
    const QDateTime local = repository.lastFetch.toLocalTime();
    const bool today = local.date() == QDate::currentDate();
    return tr("fetched %1").arg(QLocale().toString(local, today ? u"HH:mm"_s : u"MM-dd HH:mm"_s));
}

QVariant RepositoriesModel::repositoryData(const Repository &repository, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return oneLine(repository.name);
    case Qt::ToolTipRole: {
        QStringList lines{repository.name, repository.address};
        if (!repository.branch.isEmpty())
            lines << tr("Branches: %1").arg(repository.branch);
        if (repository.lastFetch.isValid())
            lines << tr("Last fetch: %1").arg(QLocale().toString(repository.lastFetch.toLocalTime(), QLocale::ShortFormat));
        if (!repository.lastError.isEmpty())
            lines << repository.lastError;
        lines << (m_shareAll || repository.shared ? tr("May be sent to the model") : tr("Never sent to a model"));
        return QString(u"<qt>"_s + lines.join(u'\n').toHtmlEscaped().replace(u'\n', "<br>"_L1) + u"</qt>"_s);
    }
    case Qt::AccessibleTextRole: {
        const CommitCounts counts = m_counts.value(repository.id);
        return tr("%1: %2 commits, %3 high, %4 to review; %5").arg(oneLine(repository.name)).arg(counts.commits).arg(counts.high).arg(counts.toReview).arg(status(repository));
    }
    case IdRole:
        return repository.id;
    case CountsRole:
        return QVariant::fromValue(m_counts.value(repository.id));
    case ProgressRole: {
        const auto progress = m_progress.constFind(repository.id);
        return progress == m_progress.constEnd() ? QVariant() : QVariant::fromValue(*progress);
    }
    case ErrorRole:
        return repository.lastError;
    case NewsRole:
        return repository.hasNews();
    case SharedRole:
        return m_shareAll || repository.shared;
    case WaitingRole:
        return m_waiting.value(repository.id);
    case StatusRole:
        return status(repository);
    default:
        return {};
    }
}

CommitCounts RepositoriesModel::countsOf(const Node &node) const
{
    CommitCounts sum;
    if (node.kind == Kind::All) {
        for (const CommitCounts &counts : m_counts)
            sum += counts;
    } else {
        for (const auto &child : node.children)
            sum += m_counts.value(m_repositories[child->repository].id);
    }
    return sum;
}

QVariant RepositoriesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    if (role == KindRole)
        return QVariant::fromValue(node.kind);
    if (node.kind == Kind::Repository)
        return role == GroupRole ? QVariant(m_repositories[node.repository].group) : repositoryData(m_repositories[node.repository], role);
    switch (role) {
    case Qt::DisplayRole:
        return node.kind == Kind::All ? tr("All repositories") : oneLine(node.group);
    case Qt::EditRole:
        return node.group;
    case GroupRole:
        return node.group;
    case CountsRole:
        return QVariant::fromValue(countsOf(node));
    default:
        return {};
    }
}

Qt::ItemFlags RepositoriesModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    switch (nodeOf(index)->kind) {
    case Kind::All:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    case Kind::Group:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled;
    case Kind::Repository:
        break;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList RepositoriesModel::mimeTypes() const
{
    return {mimeType, u"text/uri-list"_s, u"text/plain"_s};
}

QMimeData *RepositoriesModel::mimeData(const QModelIndexList &indexes) const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << repositoriesOf(indexes);
    auto *data = new QMimeData;
    data->setData(mimeType, bytes);
    return data;
}

bool RepositoriesModel::canDropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &) const
{
    return data->hasFormat(mimeType) || data->hasUrls() || data->hasText();
}

bool RepositoriesModel::dropMimeData(const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent)
{
    if (data->hasFormat(mimeType)) {
        QList<qint64> ids;
        const QByteArray bytes = data->data(mimeType);
        QDataStream stream(bytes);
        stream >> ids;
        Q_EMIT arranged(moved(ids, row, parent));
        return false; // the rows move when the store has said so; the view must not remove them
    }
    QStringList addresses;
    for (const QUrl &url : data->urls())
        addresses << (url.isLocalFile() ? url.toLocalFile() : url.toString());
    if (addresses.isEmpty() && data->hasText())
        addresses = data->text().split(u'\n', Qt::SkipEmptyParts);
    Q_EMIT dropped(addresses);
    return !addresses.isEmpty();
}

/// The order when `ids` are put before `row` of `parent` (-1: at its end).
QList<RepositoriesModel::Place> RepositoriesModel::moved(const QList<qint64> &ids, int row, const QModelIndex &parent) const
{
    const Node *target = nodeOf(parent);
    const QString group = target->kind == Kind::Group ? target->group : QString();
    qint64 before = 0; // the first one at or after the place that stays
    bool atEnd = row < 0;
    if (!atEnd) {
        for (std::size_t i = std::size_t(row); i < target->children.size() && before == 0; ++i) {
            const Node &node = *target->children[i];
            if (node.kind == Kind::Repository && !ids.contains(m_repositories[node.repository].id))
                before = m_repositories[node.repository].id;
        }
    }
    QList<Place> places;
    qsizetype end = 0; // behind the last of the group
    qsizetype at = -1;
    for (const Repository &repository : m_repositories) {
        if (ids.contains(repository.id))
            continue;
        if (repository.id == before)
            at = places.size();
        places.append({repository.id, repository.group});
        if (repository.group == group)
            end = places.size();
    }
    if (at < 0)
        at = end > 0 ? end : places.size();
    for (const Repository &repository : m_repositories) {
        if (ids.contains(repository.id))
            places.insert(at++, {repository.id, group});
    }
    return places;
}

void RepositoriesModel::setRepositories(const QList<Repository> &repositories)
{
    const auto same = [](const Repository &a, const Repository &b) { return a.id == b.id && a.group == b.group; };
    const bool shapeStays = std::ranges::equal(m_repositories, repositories, same);
    if (shapeStays) { // the usual case, after a fetch: nothing moves
        m_repositories = repositories;
        refreshAll();
        return;
    }
    beginResetModel();
    m_repositories = repositories;
    m_root = std::make_unique<Node>();
    if (!repositories.isEmpty())
        m_root->add(Kind::All);
    QHash<QString, Node *> groups{{QString(), m_root.get()}};
    for (const bool grouped : {false, true}) {
        for (qsizetype i = 0; i < repositories.size(); ++i) {
            const QString &group = repositories[i].group;
            if (group.isEmpty() == grouped)
                continue;
            Node *&parent = groups[group];
            if (!parent) {
                parent = m_root->add(Kind::Group);
                parent->group = group;
            }
            parent->add(Kind::Repository)->repository = i;
        }
    }
    endResetModel();
}

void RepositoriesModel::refresh(qint64 repository)
{
    if (const QModelIndex at = indexOf(repository); at.isValid())
        Q_EMIT dataChanged(at, at);
}

void RepositoriesModel::refreshAll()
{
    if (m_root->children.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    for (int i = 0; i < rowCount(); ++i) {
        const QModelIndex group = index(i, 0);
        if (rowCount(group) > 0)
            Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group));
    }
}

void RepositoriesModel::setCounts(const QHash<qint64, CommitCounts> &counts)
{
    if (m_counts == counts)
        return;
    m_counts = counts;
    refreshAll();
}

void RepositoriesModel::setProgress(const jobs::JobProgress &progress)
{
    m_progress.insert(progress.repository, progress);
    refresh(progress.repository);
}

void RepositoriesModel::endProgress(qint64 repository)
{
    if (m_progress.remove(repository))
        refresh(repository);
}

void RepositoriesModel::setWaiting(const QHash<qint64, int> &waiting)
{
    if (m_waiting == waiting)
        return;
    m_waiting = waiting;
    refreshAll();
}

void RepositoriesModel::setShareAll(bool all)
{
    m_shareAll = all;
    refreshAll();
}

QModelIndex RepositoriesModel::indexOf(qint64 repository) const
{
    const auto findIn = [&](const Node &node) -> QModelIndex {
        for (const auto &child : node.children) {
            if (child->kind == Kind::Repository && m_repositories[child->repository].id == repository)
                return createIndex(child->row, 0, child.get());
        }
        return {};
    };
    if (const QModelIndex top = findIn(*m_root); top.isValid())
        return top;
    for (const auto &group : m_root->children) {
        if (const QModelIndex found = findIn(*group); found.isValid())
            return found;
    }
    return {};
}

QModelIndex RepositoriesModel::indexOfGroup(const QString &group) const
{
    for (const auto &child : m_root->children) {
        if (child->kind == Kind::Group && child->group == group)
            return createIndex(child->row, 0, child.get());
    }
    return {};
}

QList<qint64> RepositoriesModel::repositoriesOf(const QModelIndexList &indexes) const
{
    QSet<qint64> wanted;
    for (const QModelIndex &index : indexes) {
        const Node &node = *nodeOf(index);
        if (node.kind == Kind::Repository)
            wanted.insert(m_repositories[node.repository].id);
        for (const Repository &repository : m_repositories) {
            if (node.kind == Kind::All || (node.kind == Kind::Group && repository.group == node.group))
                wanted.insert(repository.id);
        }
    }
    QList<qint64> ids;
    for (const Repository &repository : m_repositories) {
        if (wanted.contains(repository.id))
            ids.append(repository.id);
    }
    return ids;
}

QStringList RepositoriesModel::groups() const
{
    QStringList names;
    for (const auto &child : m_root->children) {
        if (child->kind == Kind::Group)
            names.append(child->group);
    }
    return names;
}

} // namespace rijian::models
