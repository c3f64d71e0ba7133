#include "support/sampleday.h"

#include <algorithm>
#include <iterator>

namespace rijian::testkit {

namespace {

constexpr qint64 midnight = 1'767'715'200; // 2026-01-07 00:00:00 +0800

struct Row {
    int hour, minute, second;
    const char *name;
    const char *email;
    const char *message;
};

// Messages end with a line end, as git writes them.
constexpr Row rows[] = {
    {17, 56, 44, "Pavithra Vijayakrishnan", "pvijayakrish@nvidia.com",
        "ci: Run the same tests across Github and Gitlab  CI for premerge (#5082)\n\n"
        "Signed-off-by: pvijayakrish <pvijayakrish@nvidia.com>\n"},
    {8, 5, 8, "Biswa Panda", "biswa@example.org", "docs: update LoRA model name in docs (#5210)\n"},
    {7, 52, 29, "Kyle McGill", "kyle@example.org",
        "fix: Fix consolidator tests by computing the number of requests needed to trigger an expected pass (#5220)\n"},
    {7, 12, 54, "mohammedabdulwahhab", "furkhan324@berkeley.edu",
        "docs: kube-based service discovery (#5211)\n\n"
        "Signed-off-by: mohammedabdulwahhab <furkhan324@berkeley.edu>\n"},
    {7, 8, 8, "Alec", "aflowers@nvidia.com", "fix: update vLLM to 0.13.0 with API compatibility fixes (#5222)\n"},
    {6, 58, 57, "Thomas Montfort", "thomas@example.org", "feat(operator): have Scaling Adapter disabled by default (#5180)\n"},
    {6, 28, 54, "Hongkuan Zhou", "hongkuanz@nvidia.com",
        "fix: add sweep range for moe dgdr example (#5225)\n\nSigned-off-by: hongkuanz <hongkuanz@nvidia.com>\n"},
    {5, 57, 10, "Alec", "aflowers@nvidia.com",
        "refactor: extract changed-files logic into reusable composite action (#5216)\n\n"
        "Signed-off-by: alec-flowers <aflowers@nvidia.com>\n"},
    {5, 45, 28, "Alec", "aflowers@nvidia.com",
        "fix: assign unique ports per vLLM worker to avoid ZMQ bind conflicts (#5224)\n\n"
        "Signed-off-by: alec-flowers <aflowers@nvidia.com>\n"},
    {3, 43, 4, "Alec", "aflowers@nvidia.com", "ci: add uncovered files check and improve filter coverage (#5214)\n"},
    {3, 32, 53, "Keiven C", "keivenchang@users.noreply.github.com",
        "docs: fix tracing doc ZMQ port conflict (#5200)\n\n"
        "Signed-off-by: Keiven Chang <keivenchang@users.noreply.github.com>\n"
        "Co-authored-by: Keiven Chang <keivenchang@users.noreply.github.com>\n"},
    {2, 44, 20, "Neelay Shah", "neelay@example.org",
        "docs: Update TensorRT-LLM install prerequisites for 1.2.0rc5 (#5194)\n\n"
        "Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>\n"},
    {2, 17, 25, "hhzhang16", "hannahz@nvidia.com",
        "fix: add endpointslices RBAC permission for Planner service account (#5195)\n\n"
        "Signed-off-by: Hannah Zhang <hannahz@nvidia.com>\n"},
    {1, 58, 34, "Neelay Shah", "neelay@example.org",
        "chore: Remove deprecated Earthfile (#5206)\n\nCo-authored-by: Claude Opus 4.5 <noreply@anthropic.com>\n"},
    {1, 32, 52, "Ran Rubin", "ran@example.org", "build: build.sh enhancement (#5053)\n"},
};

QByteArray lines(const char *stem, int count)
{
    QByteArray out;
    for (int i = 1; i <= count; ++i)
        out += stem + QByteArray(" ") + QByteArray::number(i) + '\n';
    return out;
}

/// The files before the day, which the day's commits change by appending or replacing.
QList<FileWrite> startingFiles()
{
    return {
        {".github/actions/pytest/action.yml", "name: pytest\ninputs:\n  image_tag:\n    required: true\n"},
        {".github/filters.yaml", lines("- lib", 12)},
        {".github/workflows/container-validation-backends.yml", lines("step", 60)},
        {".github/workflows/container-validation-dynamo.yml", lines("step", 40)},
        {"Earthfile", lines("FROM", 90)},
        {"README.md", "# Dynamo\n\npip install tensorrt-llm==1.2.0rc4\n"},
        {"benchmarks/profiler/deploy/profile_sla_moe_dgdr.yaml", "profilingConfig:\n  config:\n    sla: {}\n"},
        {"benchmarks/router/run_engines.sh", "#!/bin/bash\nfor i in $(seq 1 $WORKERS); do\n  python -m dynamo.vllm &\ndone\n", 0100755},
        {"components/src/dynamo/vllm/handlers.py", lines("# handler", 30)},
        {"container/build.sh", "#!/bin/bash\nset -e\ndocker build .\n", 0100755},
        {"container/deps/requirements.txt", "vllm==0.12.0\npydantic>=2\n"},
        {"deploy/discovery/README.md", lines("etcd discovery", 20)},
        {"deploy/helm/charts/platform/components/operator/templates/planner.yaml", "rules:\n- apiGroups: [\"\"]\n  verbs: [get]\n"},
        {"deploy/operator/Earthfile", lines("RUN", 45)},
        {"deploy/operator/internal/controller/scaling.go", "package controller\n\nconst scalingAdapterDefault = true\n"},
        {"docs/observability/tracing.md", "# Tracing\n\npython -m dynamo.vllm &\n"},
        {"examples/backends/vllm/launch/lora/README.md", "Use `Neural-Hacker/Qwen3-Math-Reasoning-LoRA`.\n"},
        {"examples/deployments/EKS/Deploy_Dynamo_Kubernetes_Platform.md", "earthly +docker\nkubectl apply\n"},
        {"tests/kvbm/test_consolidator.py", "def test_pass():\n    send(requests=10)\n"},
    };
}

/// What row `index` of the table changed.
void addChanges(int index, CommitSpec &spec)
{
    switch (index) {
    case 0:
        spec.writes = {{".github/actions/pytest/action.yml",
                           "name: pytest\ninputs:\n  image_tag:\n    required: true\n  enable_mypy:\n    default: \"false\"\n"},
            {".github/workflows/container-validation-dynamo.yml", lines("step", 40) + "run: pytest --mypy\n"}};
        break;
    case 1:
        spec.writes = {{"examples/backends/vllm/launch/lora/README.md", "Use `codelion/Qwen3-0.6B-accuracy-recovery-lora`.\n"}};
        break;
    case 2:
        spec.writes = {{"tests/kvbm/test_consolidator.py", "def test_pass():\n    send(requests=needed_for(\"pass\"))\n"}};
        break;
    case 3:
        spec.writes = {{"docs/kubernetes/service_discovery.md", lines("## Discovery", 80)},
            {"deploy/discovery/README.md", "See docs/kubernetes/service_discovery.md\n"}};
        break;
    case 4:
        spec.writes = {{"container/deps/requirements.txt", "vllm==0.13.0\npydantic>=2\n"},
            {"components/src/dynamo/vllm/handlers.py", lines("# handler", 25) + lines("# new handler", 9)}};
        break;
    case 5:
        spec.writes = {{"deploy/operator/internal/controller/scaling.go", "package controller\n\nconst scalingAdapterDefault = false\n"}};
        break;
    case 6:
        spec.writes = {{"benchmarks/profiler/deploy/profile_sla_moe_dgdr.yaml",
            "profilingConfig:\n  config:\n    sla: {}\n    hardware:\n      min_num_gpus_per_engine: 8\n"
            "      max_num_gpus_per_engine: 16\n      num_gpus_per_node: 8\n"}};
        break;
    case 7:
        spec.writes = {{".github/actions/changed-files/action.yml", lines("- name: step", 45)},
            {".github/workflows/container-validation-backends.yml", lines("step", 30)}};
        break;
    case 8:
        spec.writes = {{"benchmarks/router/run_engines.sh",
            "#!/bin/bash\nfor i in $(seq 1 $WORKERS); do\n  DYN_VLLM_KV_EVENT_PORT=$((20080 + i)) python -m dynamo.vllm "
            "--request-plane nats &\ndone\n",
            0100755}};
        break;
    case 9:
        spec.writes = {{".github/filters.yaml", lines("- lib", 20)}, {".github/scripts/uncovered.py", lines("# check", 15), 0100755}};
        break;
    case 10:
        spec.writes = {{"docs/observability/tracing.md", "# Tracing\n\nDYN_SYSTEM_PORT=8081 python -m dynamo.vllm &\n"}};
        break;
    case 11:
        spec.writes = {{"README.md", "# Dynamo\n\nsudo apt-get install libopenmpi-dev\npip install tensorrt-llm==1.2.0rc5\n"}};
        break;
    case 12:
        spec.writes = {{"deploy/helm/charts/platform/components/operator/templates/planner.yaml",
            "rules:\n- apiGroups: [\"\"]\n  verbs: [get]\n- apiGroups: [discovery.k8s.io]\n  resources: [endpointslices]\n"
            "  verbs: [get, list, watch]\n"}};
        break;
    case 13:
        spec.deletes = {"Earthfile", "deploy/operator/Earthfile"};
        spec.writes = {{"examples/deployments/EKS/Deploy_Dynamo_Kubernetes_Platform.md", "docker build .\nkubectl apply\n"}};
        break;
    case 14:
        spec.writes = {{"container/build.sh", "#!/bin/bash\nset -euo pipefail\ndocker buildx build --progress plain .\n", 0100755}};
        break;
    }
}

} // namespace

QList<CommitSpec> sampleDayCommits()
{
    QList<CommitSpec> commits;
    for (int i = 0; i < int(std::size(rows)); ++i) {
        const Row &row = rows[i];
        CommitSpec spec;
        spec.message = row.message;
        spec.author = {row.name, row.email, midnight + row.hour * 3600 + row.minute * 60 + row.second, "+0800"};
        spec.committer = Signature{"GitHub", "noreply@github.com", spec.author.seconds, "+0800"};
        addChanges(i, spec);
        commits << spec;
    }
    return commits;
}

QStringList makeSampleDay(TestRepository &repository)
{
    CommitSpec start;
    start.message = "chore: the day before\n";
    start.author = {"Neelay Shah", "neelay@example.org", midnight - 90 * 60, "+0800"};
    start.writes = startingFiles();
    repository.commit(start);

    const auto commits = sampleDayCommits();
    auto shas = repository.commitMany(int(commits.size()), [&](int i) { return commits.at(commits.size() - 1 - i); });
    std::ranges::reverse(shas);
    return shas;
}

} // namespace rijian::testkit
