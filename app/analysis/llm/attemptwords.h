#pragma once
// The phrases findAttempts() looks for, as data.

#include <array>

namespace rijian::analysis::llm {

/// Slots parted by blanks; words of a slot by `|`, a `?` at its end makes it optional; `~9`: up to nine characters of anything. Matched against folded text: small letters,
/// digits, Chinese and the marks <>[]/ are kept, the rest is dropped.
struct AttemptPhrase {
    const char16_t *words;
    bool inCode; ///< suspicious in added lines, too; else in messages, names and paths alone
};

inline constexpr std::array attemptPhrases{
    // Orders to forget other orders
    AttemptPhrase{u"ignore|ignoring|disregard|disregarding|forget|overlook|override|overrule|bypass|donotfollow|dontfollow|donotobey|stopfollowing all|any|every? of? the|your|these|those|my|this? "
                  u"previous|prior|above|preceding|earlier|foregoing|system|safety|existing|initial|original|your|former ~12 instructions|instruction|prompts|prompt|directives|guidelines|guardrails|directions", true},
    AttemptPhrase{u"ignore|disregard|forget|donotfollow|dontfollow|donotobey all|any? of? the|your? instructions|guidelines|prompts above|earlier|givenearlier|givenabove|givenbefore|before|previously|given|youwere|youhave|yougot", true},
    AttemptPhrase{u"ignore|disregard|forget everything|anything|all above|before|youwere|youhave|youknow|previously|prior", true},
    AttemptPhrase{u"ignore|disregard|forget all|any|every the|your|of? instructions|prompts|guidelines", false},
    AttemptPhrase{u"forget|ignore|disregard|override|leak|reveal|repeat|print|output|show your|thy ~8 systemprompt|instructions|initialprompt|prompt|guidelines|training", true},
    AttemptPhrase{u"reveal|repeat|leak|ignore the|this system|hidden|initial|developer prompt|instructions", false},
    AttemptPhrase{u"new|updated|real|actual|additional|important|following system|reviewer|hidden? instructions|instruction|directive for|to the|any|all|every? ai|llm|model|models|reviewer|reviewers|assistant|analyzer|languagemodel", true},
    AttemptPhrase{u"endof|endofthe|endthe commit|diff|patch|data|untrusted ~8 begin|start|new|now ~12 instructions|system|task", true},
    AttemptPhrase{u"systemprompt|systemoverride|systemmessage|developermessage|adminoverride|systeminstruction|systeminstructions you|ignore|rate|mark|classify|override|the|analysis|importance|importancemust", false},
    AttemptPhrase{u"忽略|无视|忘记|忘掉|不要理会|不必理会|不要遵循|不要遵守|不用遵守|请勿遵守|抛开|推翻|覆盖 掉|了? 你|所有|全部|一切|任何? "
                  u"以上|上面|上述|之前|前面|先前|此前|前述|系统|原有|既定|原来|原先|已有|你的 的? ~6 指令|指示|提示|要求|规则|说明|命令|设定|约束|限制|内容", true},
    AttemptPhrase{u"忽略|无视|忘记|忘掉|不要遵循|不要遵守 掉? 你|的? 所有|全部|一切|任何 的? 指令|指示|提示词|设定", true},
    AttemptPhrase{u"ignore|disregard|forget|overlook the|any|all? instructions|prompts|guidelines|rules in|of your|the ~2 systemprompt|systemmessage|prompt|guidelines", true},
    AttemptPhrase{u"paynoattentionto|takenonoticeof|donotlistento your|any|theprevious|previous|prior|theabove|thesystem ~10 instructions|guidelines|prompt|rules|directives", true},
    AttemptPhrase{u"ignore|disregard the|this diff|patch|commit|change above|below|itself? and|then return|output|answer|say|reply|report|rate|write|respond", true},
    AttemptPhrase{u"stop|skip|donot|dont|end analysing|analyzing|reviewing|theanalysis|thereview|youranalysis|yourreview|analyze|review here|now|thiscommit|thischange|thispatch? and|just|instead|simply answer|output|say|return|reply|rate|conclude|write", true},
    AttemptPhrase{u"无需|不必|不用|不要|别 理会|遵守|遵循|管|听 ~2 系统|之前|以上|上面|前面|原来|原有 ~2 提示|指令|要求|规则|设定", true},
    // Speaking to a model
    AttemptPhrase{u"hintto|hintfor|noteto|notefor|messageto|messagefor the|any|all? automated? summarizer|summarizers|summariser|commitanalyzer|reviewbots|reviewtools|analysistools", true},
    AttemptPhrase{u"for|to automated|aipowered|aibased analysis|review|reviewing|summary tools|tool|bots|bot|systems", false},
    AttemptPhrase{u"ai|llm|automated code|commit? reviewer|reviewers|reviewbot|analyzer|analyser|summarizer please|must|note|donot|ignore|should|treat|rate|mark|output|report|attention", true},
    AttemptPhrase{u"when|if|while|once you summarize|summarise|review|analyze|analyse|describe|rate|classify|assess this|the|it commit|change|patch|diff|update? then? say|write|report|call|mark|conclude|state|rate|donot", true},
    AttemptPhrase{u"审查者|审阅者|评审者|评审员|审查员|分析员|分析者 ai|模型|大模型|机器人 ~2 注意|请|必须|应", true},
    AttemptPhrase{u"ifyouare|ifyoure|incaseyouare|sinceyouare|becauseyouare a|an|the|any? large|automated|generative? ai|llm|languagemodel|artificialintelligence|chatbot|machinelearningmodel|aireviewer|model "
                  u"~24 reading|reviewing|review|analyzing|analysing|summarizing|summarising|rating|evaluating|processing|judging|assessing|classifying|must|please|say|report|skip|rate|mark", true},
    AttemptPhrase{u"noteto|notefor|messageto|messagefor|dear|hey|hello|instructionto|instructionsto|instructionsfor|instructionfor|orderto|reminderto|hintfor to? the|any|all|every|our|your|this? "
                  u"automated|automatic? ai|llm|llms|languagemodel|languagemodels|chatgpt|claude|gpt|gemini|deepseek|qwen|copilot|bot based|powered|code|commit? "
                  u"reviewer|reviewers|reviewbot|reviewtool|reviewtools|model|models|analyzer|analyser|analyst|summarizer|summariser|summarizers|assistant|assistants|reading|analyzing|evaluating|judging|please|rate|mark|this|ignore", true},
    AttemptPhrase{u"attention|attn to? the|any|all|every|our|your|this? ai|llm|llms|languagemodel|aipowered|automated|chatgpt|claude ai? code|commit? reviewer|reviewers|reviewbot|analyzer|analyser|summarizer|assistant|assistants|reading|please|rate|ignore", true},
    AttemptPhrase{u"noteto|dear|hey|hello|orderto the|any|all? languagemodel|languagemodels|chatgpt|deepseek|aireviewer|aiassistant|reviewbot|commitanalyzer|commitanalyser", true},
    AttemptPhrase{u"toany|toall|totheany|to the|whichever? ai|llm|languagemodel|model|aireviewer|aiassistant that|which|who|thats|whois? is? reading|reviewing|analyzing|analysing|summarizing|rating|evaluating|reads|reviews|analyzes this|the|it", true},
    AttemptPhrase{u"asan|asa|asthe large? ai|llm|languagemodel|artificialintelligence|aiassistant|airereviewer model|assistant|reviewer|analyzer|analyst|agent? you|your|please|itis|i|ican|icannot|rate|mark|must|should", false},
    AttemptPhrase{u"asan|asa|asthe ai|llm|languagemodel|aiassistant reviewer|analyzer|analyst|assistant|model? youmust|youshould|youshall|youwill|youneedto|youhaveto|yourtask|yourjob", true},
    AttemptPhrase{u"youare|youre now|nolonger|fromnowon|hereby a|an|the|in? different|new|dan|unrestricted|jailbroken|free|evil|senior? ~10 ai|model|assistant|reviewer|analyst|bot|mode|dan|instructions|rules|restrictions|policy|filters", false},
    AttemptPhrase{u"youare|youre now|nolonger a|an|the|in|boundby|restrictedby|subjectto? dan|unrestricted|jailbroken|developermode|your|previous|anyrules|anyinstructions|evil", true},
    AttemptPhrase{u"youare an|a ai|llm|languagemodel|largelanguagemodel|helpfulassistant|aiassistant|codereviewer|commitreviewer|commitanalyzer|airereviewer", false},
    AttemptPhrase{u"fromnowon you are|will|must|act|should ~24 ai|model|assistant|rate|low|reviewer|analyst|safe", true},
    AttemptPhrase{u"如果|假如|若|倘若|既然 你|您 是 一个|一名|一位|大|某个|任何? ai|人工智能|语言模型|大模型|大语言模型|模型|机器人|助手|智能体", true},
    AttemptPhrase{u"致|告|请|各位|注意|所有|任何|提醒|通知 正在|各位|所有|任何|负责|用于|阅读|审阅|分析|评审|本次|此|这次|这个|提交|的? ~6 ai|人工智能|语言模型|大模型|智能体 ~4 模型|助手|审阅|评审|审查|分析|工具|系统|注意|请|必须|应当|直接|只|忽略|读者|评|总结", true},
    AttemptPhrase{u"作为|身为 一个|一名|一位|负责|大? ai|人工智能|语言模型|大模型|大语言模型 助手|模型|审阅者|评审|分析师|分析员? ~2 你|请|应|必须|需要|只|不", true},
    AttemptPhrase{u"你是|你现在是|你将扮演|请扮演|请你扮演|你的身份是|你的新任务是|你的新身份|从现在起你|从现在开始你|你不再是|假装你是 一个|一名|一位|个|位|新|不受|必须|要|的|代码|ai|没有|只", false},
    AttemptPhrase{u"从现在起你|从现在开始你|你不再是|你现在是|你的新任务是|你的新身份是 ~10 评|低|忽略|审|分析|限制|规则|约束", true},
    // Dictating what comes out
    AttemptPhrase{u"rate|rank|grade|score|classify|categorize|categorise|label|mark|tag|judge|assess|evaluate|report|summarize|summarise|describe|treat|flag|list|record the|this|these|my|our|following? "
                  u"entire|whole? commit|commits|change|changes|patch|diff|pullrequest|pr|changeset|update|it|this|importance|importancelevel|importanceofthiscommit|importanceofthischange as|at|to|with|being|tobe|of|is "
                  u"a|an|the|having|being? very|purely|merely|only|completely|just? low|lowest|unimportant|insignificant|harmless|green|noimportance|zeroimportance|notimportant|lowimportance|lowrisk|lowpriority|trivialand|norisk|nosecurity|safeand|safefor|🟢", true},
    AttemptPhrase{u"rate|rank|grade|score|classify|categorize|label|mark|tag this|it|the commit|change|patch|diff|pr? as|at? low|lowest|lowimportance|unimportant|trivial|harmless|safe|minor|green|🟢|insignificant|noimpact importance|priority|risk|severity|level|impact|only|and|please|nomatter|regardless|inthe|inyour|instead|with|without|itis|thereisno?", false},
    AttemptPhrase{u"set|assign|keep|make|put|report|output|write|choose|use|pick|select|give|state the|this|its|a|an|your|it? commits|changes|overall? importance|importancelevel|importancerating|importancefield|importancescore|riskrating "
                  u"ofthis|ofthe|forthis|forthe|level|field|rating? commit|change|patch|it? to|as|at|is|of|equalto|with? be? low|lowest|none|minimal|green|trivial|zero|🟢", true},
    AttemptPhrase{u"importance|importancelevel|importancerating ofthis|ofthe|forthis|forthe commit|change|patch|diff|update is|mustbe|shouldbe|hastobe|tobe|shallbe|needstobe|as|always|to? low|lowest|none|minimal|trivial|zero|green", true},
    AttemptPhrase{u"importance|importancelevel|importancerating mustbe|shouldbe|shallbe|istobe|is|has? low|lowest|green|trivial|🟢", false},
    AttemptPhrase{u"this|the|following commit|change|patch|diff|changeset|pullrequest|pr is|mustbe|shouldbe|hastobe|needstobe|shallbe|willbe|istobe rated|ranked|graded|scored|classified|labelled|labeled|categorized|marked as|at? a|an? "
                  u"low|lowest|trivial|harmless|safe|unimportant|green|minor|insignificant|🟢", true},
    AttemptPhrase{u"the|your|this|any|an analysis|assessment|card|review|summary|verdict|conclusion|airesponse must|should|shall|hasto|needsto|willonly ~6 say|state|conclude|read|be|contain|claim|rate|mark ~30 "
                  u"low|norisk|norisks|harmless|safe|trivial|nosecurity|noissues|unimportant|lgtm|approved", true},
    AttemptPhrase{u"donot|dont|never|avoid|mustnot|shouldnot mention|mentioning|highlight|highlighting|flag|flagging|analyze|analyse|analysing|analyzing|warnabout|pointout|comment any|the|this|these|thefollowing|onthe|on|of|possible|potential? ~6 "
                  u"security|vulnerability|vulnerabilities|backdoor|risk|risks|injection|malicious|exploit|thefollowingfile", false},
    AttemptPhrase{u"donot|dont|never mention|highlight|flag|warnabout|pointout any|the|this|these|possible|potential? ~6 security|vulnerability|vulnerabilities|backdoor|risks|malicious ~20 inthe|inyour|analysis|report|review|summary|card|reader|user|users|issue|issues|implication|implications|concerns|impact", true},
    AttemptPhrase{u"respond|reply|answer|output|say|write|return|print only|just|exactly|simply|nothingbut|nothingexcept|with|onlywith|justwith|exactlywith with|the|word|theword? low|lgtm|approved|harmless|safe|green|norisk|lowimportance|importancelow|🟢", false},
    AttemptPhrase{u"lowimportance|importancelow|lowestimportance regardless|nomatter|inall|always|please|instead|inthe|inyour|isthe|asthe", true},
    AttemptPhrase{u"请|务必|必须|应当|应该|需要|直接|一律|只能|麻烦|要|把|将 将|把|给? 本次|这次|此次|该|本|这个|此|整个|以下|以上|这条 提交|改动|变更|更改|补丁 的? 应|应当|应该|必须|务必|请|一律|都? ~6 评|定|标|判|归|列|视|写|打|设|记|当|给|输出|认 ~6 "
                  u"低|最低|🟢|绿色|不重要|无关紧要|无害|没有风险|无风险|无安全|低风险|低级|微不足道 等|级|重要|优先|风险|程度|危|的|即可|就|就行|不|并|且|处理|为止|无论|而|档|影响|评|标|写|了? 级|性|程度|险|害|可|行?", false},
    AttemptPhrase{u"该|本次|这次|此次|这个|此 提交|改动|变更|补丁 ~4 应|应当|必须|务必|请|一律|只能|需 ~4 评|定|标|判|归 ~4 低|最低|🟢|无害|不重要|无风险", true},
    AttemptPhrase{u"把|将|请|给 这次|本次|此次|该|这个|此|本|这条|以下? 提交|改动|变更|补丁|重要程度|重要性|重要级别|重要等级|影响等级 的? 重要程度|重要性|重要级别|等级|级别|风险等级|风险? ~4 评|定|标|判|归|列|设|写|打|记 ~4 低|最低|🟢|绿色|不重要|无害|无风险", true},
    AttemptPhrase{u"重要程度|重要性|重要级别|重要等级|影响等级 ~4 请|必须|应|一律|只能|务必|都|统一|直接|需 ~6 低|最低|🟢|绿色|不重要|无害", true},
    AttemptPhrase{u"重要程度|重要级别|重要等级 为|是|评为|定为|标为|设为|写|填? 低|最低|🟢", false},
    AttemptPhrase{u"请评为|请标为|请判为|请定为|评为|标为|评定为|标记为|判定为|定级为|归类为 ~2 低|最低|🟢|不重要 重要|优先|风险|级|等|档|程度|即可|就行|就好", true},
    AttemptPhrase{u"不要|请勿|不得|禁止|无需|不必|不许|别 在? 卡片|报告|分析|摘要|安全考虑|总结|回答|结论? 中|里? 提及|提到|说出|写出|指出|透露|暴露|分析|评价 ~8 安全|漏洞|风险|后门|恶意|这个文件|本次改动|此改动|密钥", false},
    AttemptPhrase{u"不要|请勿|不得|禁止|无需|不必|别 在 卡片|报告|分析|摘要|安全考虑|总结|回答|结论 中|里? ~4 提及|提到|写|指出|说|透露|出现", true},
    AttemptPhrase{u"分析|卡片|评审|结论|摘要|报告|审阅|总结 结果? 必须|应当|应|只能|务必|只需 ~6 写|说|为|是|填|输出|注明 ~8 低|无风险|没有风险|安全|无害|不重要|通过|无|不适用", true},
    AttemptPhrase{u"只|仅|直接|请只|请仅 需|能|要? 回答|回复|输出|返回|写 ~3 低|无风险|无害|通过|不重要|🟢", false},
    AttemptPhrase{u"you|reviewer|reviewers|assistant must|should|shall|haveto|areto report|say|conclude|state|write|claim|answer that? this|the commit|change|patch|diff|update has|is|contains|poses|carries ~8 no|low|harmless|safe|trivial|nothing|without", true},
    AttemptPhrase{u"reviewer|reviewbot|reviewerbot|assistant|analyzer|system|model ~16 output|rate|mark|classify|report|conclude|answer ~16 🟢|harmless|norisk|lowrisk|lowimportance|importancelow|aslow", false},
    AttemptPhrase{u"rate|mark|classify|grade|score everything|allcommits|allchanges|anycommit as? low|harmless|trivial|safe|🟢", true},
    AttemptPhrase{u"all|these|any commits|changes|patches are|is|shallbe|mustbe ~6 lowimportance|unimportant", false},
    AttemptPhrase{u"override importance|importancelevel to? low|lowest|green|🟢", true},
    AttemptPhrase{u"请|直接|应|应当|必须|务必 给出|给|输出|返回|写上|标记为|标为|评为|判为 ~3 低|最低|🟢|绿色 等级|重要程度|重要性|风险等级|影响等级|级别即可", true},
    AttemptPhrase{u"本提交|该提交|此提交|这次提交|本次提交|这个提交|本次改动|此改动|该改动 ~2 无需|不必|不用|不需要 你? 分析|审查|评审|审阅|细看", true},
    // The markup of a conversation
    AttemptPhrase{u"<imstart>|<startheaderid>|<startofturn>|<header> system|user|assistant|developer|model", false},
    AttemptPhrase{u"</commit>|</diff>|</untrusted>|</system>|</instructions>|[inst]|<<sys>>", false},
};

} // namespace rijian::analysis::llm
