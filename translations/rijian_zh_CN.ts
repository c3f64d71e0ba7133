<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Repositories</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Triage</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Diff and card</source>
        <translation>差异与分析卡片</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>&amp;Add Repository…</source>
        <translation>添加仓库(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Fetch</source>
        <translation>获取(&amp;F)</translation>
    </message>
    <message>
        <source>Fetch A&amp;ll</source>
        <translation>获取全部(&amp;L)</translation>
    </message>
    <message>
        <source>A&amp;nalyze</source>
        <translation>分析(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Cancel All Jobs</source>
        <translation>取消全部作业(&amp;C)</translation>
    </message>
    <message>
        <source>Ed&amp;it Repository…</source>
        <translation>编辑仓库(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Remove Repository</source>
        <translation>移除仓库(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Previous Day</source>
        <translation>上一天(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next Day</source>
        <translation>下一天(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Today</source>
        <translation>今天(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Next Commit</source>
        <translation>下一个提交(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous Commit</source>
        <translation>上一个提交(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Scroll, Then Next Commit</source>
        <translation>向下滚动，到底后转到下一个提交(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>筛选(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Clear Filters</source>
        <translation>清除筛选(&amp;C)</translation>
    </message>
    <message>
        <source>Open in Bro&amp;wser</source>
        <translation>在浏览器中打开(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Reviewed</source>
        <translation>已看(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Follow Up</source>
        <translation>跟进(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Ignore</source>
        <translation>忽略(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;To Review Again</source>
        <translation>恢复为待看(&amp;T)</translation>
    </message>
    <message>
        <source>Importance: &amp;High</source>
        <translation>重要程度：高(&amp;H)</translation>
    </message>
    <message>
        <source>Importance: &amp;Medium</source>
        <translation>重要程度：中(&amp;M)</translation>
    </message>
    <message>
        <source>Importance: &amp;Low</source>
        <translation>重要程度：低(&amp;L)</translation>
    </message>
    <message>
        <source>Importance: As on the &amp;Card</source>
        <translation>重要程度：以分析卡片为准(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>备注(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <source>Unified or &amp;Side by Side</source>
        <translation>切换统一/并排视图(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Next Change</source>
        <translation>下一处变更(&amp;N)</translation>
    </message>
    <message>
        <source>Ne&amp;xt File</source>
        <translation>下一个文件(&amp;X)</translation>
    </message>
    <message>
        <source>Previous F&amp;ile</source>
        <translation>上一个文件(&amp;I)</translation>
    </message>
    <message>
        <source>Re-analy&amp;ze Commit</source>
        <translation>重新分析提交(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Export Report</source>
        <translation>导出报告(&amp;E)</translation>
    </message>
    <message>
        <source>Export &amp;As…</source>
        <translation>导出为(&amp;A)…</translation>
    </message>
    <message>
        <source>Export &amp;Selected Commits…</source>
        <translation>导出所选提交(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy Report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
    <message>
        <source>Go to &amp;Diff</source>
        <translation>转到差异(&amp;D)</translation>
    </message>
    <message>
        <source>Go to C&amp;ard</source>
        <translation>转到分析卡片(&amp;A)</translation>
    </message>
    <message>
        <source>Repositories P&amp;anel</source>
        <translation>仓库面板(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>作业(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;About Rijian</source>
        <translation>关于日鉴(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Next &amp;High-Importance Commit</source>
        <translation>下一个高重要度提交(&amp;H)</translation>
    </message>
    <message>
        <source>Previous H&amp;igh-Importance Commit</source>
        <translation>上一个高重要度提交(&amp;I)</translation>
    </message>
    <message>
        <source>Copy SH&amp;A</source>
        <translation>复制 SHA(&amp;A)</translation>
    </message>
    <message>
        <source>Pre&amp;vious Change</source>
        <translation>上一处变更(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Copy Card as Markdown</source>
        <translation>复制卡片为 Markdown(&amp;C)</translation>
    </message>
    <message>
        <source>Go to Re&amp;positories</source>
        <translation>转到仓库(&amp;P)</translation>
    </message>
    <message>
        <source>Go to Commi&amp;ts</source>
        <translation>转到提交(&amp;T)</translation>
    </message>
    <message>
        <source>Keyboard &amp;Shortcuts</source>
        <translation>键盘快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>Re&amp;try Failed Jobs</source>
        <translation>重试失败的作业(&amp;T)</translation>
    </message>
    <message>
        <source>Only Where Rules and &amp;Model Differ</source>
        <translation>只看规则与模型不一致的提交(&amp;M)</translation>
    </message>
    <message>
        <source>Anal&amp;yze Again With…</source>
        <translation>换模型再分析(&amp;Y)…</translation>
    </message>
    <message>
        <source>Compare Car&amp;ds</source>
        <translation>对比卡片(&amp;D)</translation>
    </message>
    <message>
        <source>Sh&amp;ow Prompt…</source>
        <translation>查看提示词(&amp;O)…</translation>
    </message>
    <message>
        <source>Show Next Analyze&amp;r&apos;s Card</source>
        <translation>切换到下一来源的卡片(&amp;R)</translation>
    </message>
    <message>
        <source>Fil&amp;e Viewed</source>
        <translation>标记文件已看(&amp;E)</translation>
    </message>
    <message>
        <source>Tab&amp;le of Changes…</source>
        <translation>变更列表(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Find in the Changes</source>
        <translation>在变更中查找(&amp;F)</translation>
    </message>
    <message>
        <source>Next Matc&amp;h</source>
        <translation>下一处匹配(&amp;H)</translation>
    </message>
    <message>
        <source>Previous &amp;Match</source>
        <translation>上一处匹配(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Import Reports…</source>
        <translation>导入报告(&amp;I)…</translation>
    </message>
    <message>
        <source>Import &amp;Folder of Reports…</source>
        <translation>导入报告文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>To-Do Li&amp;st</source>
        <translation>待处理(&amp;S)</translation>
    </message>
    <message>
        <source>Follow-U&amp;ps</source>
        <translation>待跟进(&amp;P)</translation>
    </message>
    <message>
        <source>Include Medium Imp&amp;ortance in To Do</source>
        <translation>待处理包含中重要度提交(&amp;O)</translation>
    </message>
    <message>
        <source>Follow Up &amp;By…</source>
        <translation>限期跟进(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Blame Line</source>
        <translation>追溯此行(&amp;B)</translation>
    </message>
    <message>
        <source>Open File at the &amp;Web Host</source>
        <translation>在托管网站打开文件(&amp;W)</translation>
    </message>
    <message>
        <source>Copy Commit as &amp;Patch</source>
        <translation>将提交复制为补丁(&amp;P)</translation>
    </message>
    <message>
        <source>Save Commit as Pa&amp;tch…</source>
        <translation>将提交存为补丁(&amp;T)…</translation>
    </message>
    <message>
        <source>Compare Pict&amp;ures…</source>
        <translation>比较图片(&amp;U)…</translation>
    </message>
    <message>
        <source>M&amp;y Rules…</source>
        <translation>我的规则(&amp;Y)…</translation>
    </message>
    <message>
        <source>Mak&amp;e a Rule from This Commit…</source>
        <translation>由此提交新建规则(&amp;E)…</translation>
    </message>
    <message>
        <source>Search All C&amp;ommits</source>
        <translation>搜索全部提交(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>历史(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;One File at a Time</source>
        <translation>一次只看一个文件(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Wrap Long Lines</source>
        <translation>长行自动换行(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Mark Moved Lines</source>
        <translation>标出移动的行(&amp;M)</translation>
    </message>
    <message>
        <source>More Lines &amp;Above</source>
        <translation>向上展开更多行(&amp;A)</translation>
    </message>
    <message>
        <source>More Lines &amp;Below</source>
        <translation>向下展开更多行(&amp;B)</translation>
    </message>
    <message>
        <source>All Lines of This &amp;File</source>
        <translation>此文件的全部行(&amp;F)</translation>
    </message>
    <message>
        <source>All &amp;Lines of All Files</source>
        <translation>所有文件的全部行(&amp;L)</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom O&amp;ut</source>
        <translation>缩小(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Reset Zoom</source>
        <translation>恢复原大小(&amp;R)</translation>
    </message>
    <message>
        <source>Next &amp;Tab Width</source>
        <translation>切换制表符宽度(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;How Changes Are Shown</source>
        <translation>差异显示方式(&amp;H)</translation>
    </message>
    <message>
        <source>Go to Changed Fi&amp;les</source>
        <translation>转到变更文件(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Go to Where It Moved</source>
        <translation>跳到移动的另一端(&amp;G)</translation>
    </message>
    <message>
        <source>Read O&amp;n in This File</source>
        <translation>继续读取此文件(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Collapse All Files</source>
        <translation>折叠所有文件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Expand All Files</source>
        <translation>展开所有文件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Deliver This Day…</source>
        <translation>投递当日摘要(&amp;D)…</translation>
    </message>
</context>
<context>
    <name>RuleData</name>
    <message>
        <source>The rules&apos; data %1 cannot be read</source>
        <translation>无法读取规则数据 %1</translation>
    </message>
    <message>
        <source>The rules&apos; data has an unknown or missing entry: %1</source>
        <translation>规则数据中有未知或缺失的条目：%1</translation>
    </message>
</context>
<context>
    <name>rijian::Day</name>
    <message>
        <source>Unknown time zone “%1”: write a name such as Asia/Shanghai, UTC, local, or an offset such as +08:00.</source>
        <translation>未知时区“%1”：请填写 Asia/Shanghai 之类的名称、UTC、local，或 +08:00 之类的偏移量。</translation>
    </message>
    <message>
        <source>“%1” is not a date: write it as 2026-01-07, or today, or yesterday.</source>
        <translation>“%1”不是日期：请写成 2026-01-07，或 today、yesterday。</translation>
    </message>
    <message>
        <source>%1 is in the future: today is %2 in %3.</source>
        <translation>%1 尚未到来：在 %3，今天是 %2。</translation>
    </message>
</context>
<context>
    <name>rijian::DeliveryTarget</name>
    <message>
        <source>Give the mail server&apos;s name, such as smtp.example.org.</source>
        <translation>请填写邮件服务器名称，例如 smtp.example.org。</translation>
    </message>
    <message>
        <source>The mail server&apos;s port is a number up to 65535.</source>
        <translation>邮件服务器端口是不超过 65535 的数字。</translation>
    </message>
    <message>
        <source>Mail goes to another machine only encrypted: choose TLS or STARTTLS.</source>
        <translation>发往其他机器的邮件必须加密：请选择 TLS 或 STARTTLS。</translation>
    </message>
    <message>
        <source>Give the sender&apos;s address, such as reports@example.org.</source>
        <translation>请填写发件人地址，例如 reports@example.org。</translation>
    </message>
    <message>
        <source>Give one to 50 addresses that the mail goes to, such as team@example.org.</source>
        <translation>请填写 1 到 50 个收件人地址，例如 team@example.org。</translation>
    </message>
    <message>
        <source>Give the target a name of at most 60 characters without “/”.</source>
        <translation>请给目标取一个不超过 60 个字符、不含“/”的名称。</translation>
    </message>
    <message>
        <source>The keyword is a word or two in one line.</source>
        <translation>关键词应是一行内的一两个词。</translation>
    </message>
    <message>
        <source>Give the folder of the git repository that reports go into.</source>
        <translation>请填写存放报告的 git 仓库文件夹。</translation>
    </message>
    <message>
        <source>Give the password of %1.</source>
        <translation>请填写 %1 的密码。</translation>
    </message>
    <message>
        <source>Give the webhook&apos;s whole address, as the service shows it: it begins with https://.</source>
        <translation>请按服务所示填写完整的 webhook 地址，以 https:// 开头。</translation>
    </message>
    <message>
        <source>A webhook&apos;s address is a secret, which is sent only encrypted: it begins with https://.</source>
        <translation>webhook 地址属于机密，只能加密传输：地址须以 https:// 开头。</translation>
    </message>
    <message>
        <source>The secret of “%1” is not in the keychain: add the target again, or set %2.</source>
        <translation>钥匙串中没有“%1”的密钥：请重新添加该目标，或设置 %2。</translation>
    </message>
</context>
<context>
    <name>rijian::Keychain</name>
    <message>
        <source>There is no secret “%1” in the keychain.</source>
        <translation>钥匙串中没有“%1”。</translation>
    </message>
    <message>
        <source>This session has no keychain that answers.</source>
        <translation>当前会话中没有可用的钥匙串。</translation>
    </message>
</context>
<context>
    <name>rijian::OwnRule</name>
    <message>
        <source>A rule needs something to describe commits by: a repository, files, an author, a type or a text.</source>
        <translation>规则需要说明适用于哪些提交：仓库、文件、作者、类型或文字至少填一项。</translation>
    </message>
    <message>
        <source>A pattern is too long: at most %1 characters.</source>
        <translation>匹配条件太长：最多 %1 个字符。</translation>
    </message>
    <message>
        <source>A rule needs something to do: raise, lower or tag.</source>
        <translation>规则还没有动作：请选择提高、降低或添加标签。</translation>
    </message>
    <message>
        <source>Choose an importance.</source>
        <translation>请选择重要程度。</translation>
    </message>
    <message>
        <source>A tag has 40 characters at most, and no commas.</source>
        <translation>标签最多 40 个字符，且不能含逗号。</translation>
    </message>
</context>
<context>
    <name>rijian::SearchQuery</name>
    <message>
        <source>A date cannot be left out: give the days before or after it.</source>
        <translation>日期不能排除：请写它之前或之后的日子。</translation>
    </message>
    <message>
        <source>“%1” is not a date: write 2026-08-20, 2026-08, 2026-08-01..2026-08-20, &gt;2026-08-01, today or week.</source>
        <translation>“%1”不是日期：请写 2026-08-20、2026-08、2026-08-01..2026-08-20、&gt;2026-08-01、今天或近7天。</translation>
    </message>
    <message>
        <source>“%1” is not one of %2.</source>
        <translation>“%1”不在可选值之中：%2。</translation>
    </message>
    <message>
        <source>A filter has nothing behind its colon.</source>
        <translation>筛选条件的冒号后面是空的。</translation>
    </message>
    <message>
        <source>Only the first %1 words are looked for.</source>
        <translation>只按前 %1 个词查找。</translation>
    </message>
    <message>
        <source>A date holds for the whole search, and cannot stand beside OR.</source>
        <translation>日期对整个搜索有效，不能与 OR 并列。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::Budget</name>
    <message>
        <source>Today&apos;s budget of %1 tokens is used up: the rest waits for tomorrow, or raise the limit in the settings.</source>
        <translation>今天的 %1 个 token 额度已用完：其余的等到明天，或在设置中提高上限。</translation>
    </message>
    <message>
        <source>Today&apos;s budget of %1 %2 is used up: the rest waits for tomorrow, or raise the limit in the settings.</source>
        <translation>今天的 %1 %2 预算已用完：其余的等到明天，或在设置中提高上限。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::ChatCaller</name>
    <message>
        <source>The service is left alone for a while after many failures in a row. The last one: %1</source>
        <translation>服务接连失败，暂时不再请求。最近一次：%1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::ChatClient</name>
    <message>
        <source>The key holds blanks or characters that no key has: enter it again in the settings.</source>
        <translation>密钥里有空白或不该有的字符：请在设置中重新输入。</translation>
    </message>
    <message>
        <source>The model&apos;s base address is not a web address: correct it in the settings.</source>
        <translation>模型的接口地址不是网址：请在设置中改正。</translation>
    </message>
    <message>
        <source>The key is not sent to %1 without encryption: write its address with https.</source>
        <translation>不会在未加密的连接上把密钥发给 %1：请用 https 开头的地址。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The answer of %1 took too long as a whole.</source>
        <translation>%1 的回答总时间过长。</translation>
    </message>
    <message>
        <source>%1 cannot be connected to in time: check the network and the proxy.</source>
        <translation>未能及时连上 %1：请检查网络和代理。</translation>
    </message>
    <message>
        <source>%1 did not begin to answer in time: try again later, or choose a faster model.</source>
        <translation>%1 迟迟没有开始回答：请稍后再试，或换一个更快的模型。</translation>
    </message>
    <message>
        <source>%1 stopped in the middle of its answer.</source>
        <translation>%1 回答到一半停住了。</translation>
    </message>
    <message>
        <source>%1 sends requests on to another address (%2), which was not given the key. If you trust it, write its address in the settings.</source>
        <translation>%1 把请求转到了另一个地址（%2），密钥没有发给它。如果信任它，请在设置中改用它的地址。</translation>
    </message>
    <message>
        <source>%1 sent an empty answer.</source>
        <translation>%1 返回了空的回答。</translation>
    </message>
    <message>
        <source>%1 sent more than any card needs: the answer was not read to its end.</source>
        <translation>%1 返回的内容远超一张卡片所需，没有读完。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::ChatErrors</name>
    <message>
        <source>%1 does not accept the key (%2): check it in the settings.</source>
        <translation>%1 不接受这个密钥（%2）：请在设置中检查。</translation>
    </message>
    <message>
        <source>%1 requires payment first: the account&apos;s balance or quota is used up (%2).</source>
        <translation>%1 提示余额或额度不足（%2）：请先充值。</translation>
    </message>
    <message>
        <source>%1 has no model “%2” at this address (%3): choose another one in the settings.</source>
        <translation>%1 在这个地址没有模型“%2”（%3）：请在设置中另选一个。</translation>
    </message>
    <message>
        <source>%1 asks to wait (429): requests came too fast.</source>
        <translation>%1 要求等待（429）：请求过快。</translation>
    </message>
    <message>
        <source>%1 has a problem of its own (%2): try again later.</source>
        <translation>%1 服务端出错（%2）：请稍后重试。</translation>
    </message>
    <message>
        <source>The commit is longer than %1 takes: set its context size in the settings.</source>
        <translation>提交超出 %1 的上下文长度：请在设置中填写它的上下文大小。</translation>
    </message>
    <message>
        <source>The service&apos;s content filter, or the model itself, refused to answer.</source>
        <translation>服务的内容过滤或模型本身拒绝回答。</translation>
    </message>
    <message>
        <source>%1 cannot be asked for structured answers in this way.</source>
        <translation>%1 不支持用这种方式要求结构化回答。</translation>
    </message>
    <message>
        <source>The proxy wants a user name and a password (407).</source>
        <translation>代理要求用户名和密码（407）。</translation>
    </message>
    <message>
        <source>%1 refused the request (%2).</source>
        <translation>%1 拒绝了请求（%2）。</translation>
    </message>
    <message>
        <source> It says: “%1”</source>
        <translation> 对方的说明：“%1”</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::ChatReading</name>
    <message>
        <source>The service&apos;s content filter, or the model itself, refused to answer.</source>
        <translation>服务的内容过滤或模型本身拒绝回答。</translation>
    </message>
    <message>
        <source>The connection was cut while the answer came.</source>
        <translation>回答传到一半，连接断了。</translation>
    </message>
    <message>
        <source>The service answered, but not as a model does: check the base address.</source>
        <translation>服务有回应，但不是模型的回答：请检查接口地址。</translation>
    </message>
    <message>
        <source>The answer was cut off at its longest length.</source>
        <translation>回答达到长度上限，被截断。</translation>
    </message>
    <message>
        <source>The model sent an empty answer.</source>
        <translation>模型返回了空的回答。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::ConnectionTest</name>
    <message>
        <source>%1 did not answer in time. Try again later, or check the network and the proxy.</source>
        <translation>%1 响应超时。请稍后重试，或检查网络和代理。</translation>
    </message>
    <message>
        <source>The key holds blanks or characters that no key has: paste it again.</source>
        <translation>密钥中含有空格或无效字符：请重新粘贴。</translation>
    </message>
    <message>
        <source>%1 sends requests on to another address (%2), which was not given the key. If you trust it, write its address here.</source>
        <translation>%1 要求转到另一地址（%2），密钥未发送给它。如信任该地址，请直接填写。</translation>
    </message>
    <message>
        <source>%1 does not accept the key (%2): check that it is whole and belongs to this service.</source>
        <translation>%1 不接受该密钥（%2）：请检查密钥是否完整、是否属于该服务。</translation>
    </message>
    <message>
        <source>%1 requires payment first (402): top up the account.</source>
        <translation>%1 提示余额或额度不足（402）：请先充值。</translation>
    </message>
    <message>
        <source>%1 asks to wait (429): the quota is used up, or requests came too fast.</source>
        <translation>%1 要求等待（429）：额度已用完，或请求过于频繁。</translation>
    </message>
    <message>
        <source>%1 was reached, but has no list of models there (%2): check the base address, which usually ends in /v1.</source>
        <translation>已连上 %1，但该地址下没有模型列表（%2）：请检查接口地址，通常以 /v1 结尾。</translation>
    </message>
    <message>
        <source>The proxy wants a user name and a password (407).</source>
        <translation>代理要求用户名和密码（407）。</translation>
    </message>
    <message>
        <source>%1 has a problem of its own (%2): try again later.</source>
        <translation>%1 服务端出错（%2）：请稍后重试。</translation>
    </message>
    <message>
        <source>%1 refused the request (%2).</source>
        <translation>%1 拒绝了请求（%2）。</translation>
    </message>
    <message numerus="yes">
        <source>Connected to %1: it offers %n model(s).</source>
        <translation>
            <numerusform>已连接 %1，提供 %n 个模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 answered, but not with a list of models: check the base address, which usually ends in /v1.</source>
        <translation>%1 有响应，但返回的不是模型列表：请检查接口地址，通常以 /v1 结尾。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::Conversation</name>
    <message>
        <source>%1 answered, but not with a card that can be read.</source>
        <translation>%1 有回答，但读不出卡片。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::PriceList</name>
    <message>
        <source>The prices in %1 cannot be read: %2</source>
        <translation>无法读取 %1 中的价格：%2</translation>
    </message>
    <message>
        <source>%1 is not a list of prices (%2): fix it, or delete it to use the built-in prices.</source>
        <translation>%1 不是价格表（%2）：请改正，或删除它以使用内置价格。</translation>
    </message>
    <message>
        <source>Entry %1 in %2 needs “model”, “prompt”, “completion” and “currency”: fix it, or delete it.</source>
        <translation>%2 的第 %1 项需要“model”“prompt”“completion”和“currency”：请改正或删除。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::PromptTemplates</name>
    <message>
        <source>A part of the program is missing (%1): install it again.</source>
        <translation>程序缺少一部分（%1）：请重新安装。</translation>
    </message>
    <message>
        <source>The prompt template %1 cannot be read: check its permissions, or remove it.</source>
        <translation>无法读取提示词模板 %1：请检查权限，或删除它。</translation>
    </message>
    <message>
        <source>The prompt template %1 is larger than 64 KiB: shorten it.</source>
        <translation>提示词模板 %1 超过 64 KiB：请缩短。</translation>
    </message>
    <message>
        <source>%1, line %2: {{%3}} must stand between the lines %4 and %5.</source>
        <translation>%1 第 %2 行：{{%3}} 必须位于 %4 与 %5 两行之间。</translation>
    </message>
    <message>
        <source>%1, line %2: the line %3 is missing. Add it behind the commit&apos;s text.</source>
        <translation>%1 第 %2 行：缺少 %3 这一行，请加在提交内容之后。</translation>
    </message>
    <message>
        <source>%1, line %2: there is no placeholder {{%3}}. Correct or remove it.</source>
        <translation>%1 第 %2 行：没有 {{%3}} 这个占位符，请改正或删除。</translation>
    </message>
    <message>
        <source>%1, line %2: the placeholder {{%3}} is missing. Add it before the file ends.</source>
        <translation>%1 第 %2 行：缺少占位符 {{%3}}，请在文件结束前加上。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::Providers</name>
    <message>
        <source>The base address is missing: write it as https://api.example.com/v1.</source>
        <translation>请填写接口地址，例如 https://api.example.com/v1。</translation>
    </message>
    <message>
        <source>This is not a web address: write it as https://api.example.com/v1.</source>
        <translation>这不是有效的网址：请写成 https://api.example.com/v1 的形式。</translation>
    </message>
    <message>
        <source>The base address must not hold a user name or password: the key has a field of its own.</source>
        <translation>接口地址中不能包含用户名或密码：密钥请填在单独的密钥栏。</translation>
    </message>
    <message>
        <source>The base address must end with its path: leave out what follows “?” or “#”.</source>
        <translation>接口地址应以路径结尾：请去掉“?”或“#”及其后的内容。</translation>
    </message>
</context>
<context>
    <name>rijian::analysis::llm::Transport</name>
    <message>
        <source>No secure connection to %1: %2</source>
        <translation>无法与 %1 建立安全连接：%2</translation>
    </message>
    <message>
        <source>the TLS handshake failed.</source>
        <translation>TLS 握手失败。</translation>
    </message>
    <message>
        <source>There is no host %1: check the address and the network.</source>
        <translation>找不到主机 %1：请检查地址和网络。</translation>
    </message>
    <message>
        <source>Nothing answers at %1: is the service running, and is the port right?</source>
        <translation>%1 没有回应：服务是否已启动，端口是否正确？</translation>
    </message>
    <message>
        <source>The proxy cannot be reached: check the system&apos;s proxy settings.</source>
        <translation>连不上代理：请检查系统的代理设置。</translation>
    </message>
    <message>
        <source>The proxy wants a user name and a password (407).</source>
        <translation>代理要求用户名和密码（407）。</translation>
    </message>
    <message>
        <source>The connection to %1 broke: check the network and try again.</source>
        <translation>与 %1 的连接断开：请检查网络后再试。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::Application</name>
    <message>
        <source>Not all of the result could be written to stdout. Is the disk full?</source>
        <translation>结果未能全部写到 stdout。磁盘是否已满？</translation>
    </message>
</context>
<context>
    <name>rijian::cli::CommitCommands</name>
    <message>
        <source>“commits” takes one repository: its name or its address.</source>
        <translation>“commits”需要一个仓库：名称或地址。</translation>
    </message>
    <message>
        <source>%1: no commits on %2 (%3)</source>
        <translation>%1：%2（%3）没有提交</translation>
    </message>
    <message>
        <source>“show” takes the name of a repository and a commit.</source>
        <translation>“show”需要仓库名称和一个提交。</translation>
    </message>
    <message>
        <source>%1: %2 commits, %3 analyzed now, %4 already done</source>
        <translation>%1：%2 个提交，本次分析 %3 个，此前已分析 %4 个</translation>
    </message>
</context>
<context>
    <name>rijian::cli::DailyCommands</name>
    <message>
        <source>The report %1 was written.</source>
        <translation>报告 %1 已生成。</translation>
    </message>
    <message>
        <source>%1 Write these lines into your crontab (crontab -e) instead.</source>
        <translation>%1请改为将以上几行写入 crontab（crontab -e）。</translation>
    </message>
    <message>
        <source>The daily run is scheduled: %1</source>
        <translation>每日任务已定时：%1</translation>
    </message>
    <message>
        <source>No timer is installed: “rijian-cli schedule install” does so.</source>
        <translation>尚未安装定时器：可运行“rijian-cli schedule install”。</translation>
    </message>
    <message>
        <source>The timer is on: %1. Next: %2</source>
        <translation>定时器已启用：%1。下次运行：%2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The timer is installed, but off: %1. “rijian-cli schedule install” switches it on.</source>
        <translation>定时器已安装但未启用：%1。运行“rijian-cli schedule install”可启用。</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>未结束</translation>
    </message>
    <message>
        <source>all done</source>
        <translation>全部完成</translation>
    </message>
    <message>
        <source>not all done</source>
        <translation>部分未完成</translation>
    </message>
    <message>
        <source>Last run: %1, %2. %3</source>
        <translation>上次运行：%1，%2。%3</translation>
    </message>
    <message>
        <source>There was no daily run yet.</source>
        <translation>还没有执行过每日任务。</translation>
    </message>
    <message>
        <source>Another program is doing the daily run; it is not repeated.</source>
        <translation>另一个程序正在执行每日任务，不会重复执行。</translation>
    </message>
    <message>
        <source>The run of %1 is done; --again runs it again.</source>
        <translation>%1 的每日任务已完成；--again 可重新执行。</translation>
    </message>
    <message>
        <source>Rijian</source>
        <translation>日鉴</translation>
    </message>
    <message>
        <source>No timer starts the daily run any more.</source>
        <translation>已不再定时启动每日任务。</translation>
    </message>
    <message>
        <source>“schedule” needs one of: install, remove, status.</source>
        <translation>“schedule”之后须为 install、remove 或 status。</translation>
    </message>
    <message>
        <source>--at is a time of day such as 08:30.</source>
        <translation>--at 是一天中的时刻，例如 08:30。</translation>
    </message>
    <message>
        <source>No repository could be reached, so no report was written or delivered; the next run does it.</source>
        <translation>所有仓库都无法连接，因此没有生成或投递报告；下次执行时补上。</translation>
    </message>
    <message>
        <source>The model made no card at all, so no report was written or delivered; the next run does it.</source>
        <translation>模型没有生成任何分析卡片，因此没有生成或投递报告；下次执行时补上。</translation>
    </message>
    <message>
        <source>There are no commits to report on %1.</source>
        <translation>%1 没有可写入报告的提交。</translation>
    </message>
    <message>
        <source>It runs only while you are logged in: “loginctl enable-linger” lets it run always.</source>
        <translation>只有在你登录期间才会运行：执行“loginctl enable-linger”可使其始终运行。</translation>
    </message>
    <message>
        <source>No reports are written: no folder was chosen for them. “rijian-cli schedule install -o FOLDER” chooses one.</source>
        <translation>没有写报告：还没有选定报告目录。用 “rijian-cli schedule install -o 目录” 选定。</translation>
    </message>
    <message>
        <source>-o needs a folder here.</source>
        <translation>这里的 -o 需要一个目录。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created: check the permissions.</source>
        <translation>无法创建文件夹 %1：请检查权限。</translation>
    </message>
    <message>
        <source>The reports go to %1.</source>
        <translation>报告写入 %1。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::DeliverCommands</name>
    <message>
        <source>on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>off</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>There is no target yet: “rijian-cli deliver add KIND NAME” adds one.</source>
        <translation>还没有投递目标：可用“rijian-cli deliver add KIND NAME”添加。</translation>
    </message>
    <message>
        <source>“deliver add” takes a kind and a name.</source>
        <translation>“deliver add”需要种类和名称。</translation>
    </message>
    <message>
        <source>A target&apos;s kind is one of %1, not “%2”.</source>
        <translation>目标种类须为 %1 之一，不能是“%2”。</translation>
    </message>
    <message>
        <source>--server is a host, or host:port.</source>
        <translation>--server 应为主机名，或 HOST:PORT。</translation>
    </message>
    <message>
        <source>--security is starttls, tls or none.</source>
        <translation>--security 须为 starttls、tls 或 none。</translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <translation>%1 的密码：</translation>
    </message>
    <message>
        <source>Address of the webhook: </source>
        <translation>webhook 地址：</translation>
    </message>
    <message>
        <source>Key to sign with, empty for none: </source>
        <translation>签名密钥（没有则留空）：</translation>
    </message>
    <message>
        <source>%1 Without one, set %2 to the secret before adding the target.</source>
        <translation>%1没有钥匙串时，请先将 %2 设为密钥再添加目标。</translation>
    </message>
    <message>
        <source>“%1” is added: try it with “rijian-cli deliver test”.</source>
        <translation>已添加“%1”：可用“rijian-cli deliver test”测试。</translation>
    </message>
    <message>
        <source>“deliver %1” takes a target&apos;s name.</source>
        <translation>“deliver %1”需要目标名称。</translation>
    </message>
    <message>
        <source>“%1” works.</source>
        <translation>“%1”可用。</translation>
    </message>
    <message>
        <source>“%1” is removed.</source>
        <translation>已移除“%1”。</translation>
    </message>
    <message>
        <source>There is no target that is on: “rijian-cli deliver add KIND NAME” adds one.</source>
        <translation>没有已启用的目标：可用“rijian-cli deliver add KIND NAME”添加。</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n message(s)</source>
        <translation>
            <numerusform>%1：%n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>“deliver” needs one of: list, add, remove, on, off, test, send; see “rijian-cli deliver --help”.</source>
        <translation>“deliver”之后须为 list、add、remove、on、off、test 或 send；见“rijian-cli deliver --help”。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::cli::EvalCommands</name>
    <message>
        <source>%1 cannot be read (%2): give a file of labeled cards, or “sample”.</source>
        <translation>无法读取 %1（%2）：请给出标注文件，或写“sample”。</translation>
    </message>
    <message>
        <source>%1 is too large for a file of labeled cards.</source>
        <translation>%1 太大，不像标注文件。</translation>
    </message>
    <message>
        <source>cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>importance</source>
        <translation>重要程度</translation>
    </message>
    <message>
        <source>%1 the same, %2 one level off</source>
        <translation>%1 一致，%2 相差一级</translation>
    </message>
    <message>
        <source>type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>%1 the main one, %2 overlap</source>
        <translation>%1 主类型一致，%2 重叠</translation>
    </message>
    <message>
        <source>fields filled</source>
        <translation>已填字段</translation>
    </message>
    <message>
        <source>unconfirmed names</source>
        <translation>未确认的名字</translation>
    </message>
    <message>
        <source>price not known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>spent</source>
        <translation>花费</translation>
    </message>
    <message>
        <source>%1 requests, %2 + %3 tokens, %4</source>
        <translation>%1 次请求，%2 + %3 token，%4</translation>
    </message>
    <message>
        <source>None of the labeled commits is in %1.</source>
        <translation>标注的提交都不在 %1 中。</translation>
    </message>
    <message numerus="yes">
        <source>%n labeled commit(s) are not in the repository and are left out.</source>
        <translation>
            <numerusform>%n 个标注的提交不在仓库中，已略去。</numerusform>
        </translation>
    </message>
    <message>
        <source>“eval” takes one file of labeled cards, or “sample”.</source>
        <translation>“eval”需要一个标注文件，或写“sample”。</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>“compare” takes a repository&apos;s name and a commit.</source>
        <translation>“compare”需要仓库名和提交。</translation>
    </message>
    <message>
        <source>The commit has no card yet: run “rijian-cli analyze”.</source>
        <translation>这个提交还没有卡片：请运行“rijian-cli analyze”。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::HistoryCommands</name>
    <message>
        <source>The digest could not be written to stdout.</source>
        <translation>摘要无法写到标准输出。</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>%1  %2  %3 % of %4 (said so %5, left so %6; raised %7, lowered %8)
</source>
        <translation>%1  %2  %4 次判断中 %3% 一致（明确同意 %5，未改动 %6；调高 %7，调低 %8）
</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Give --week or --month, and with --date a day in it.</source>
        <translation>要哪段时间的摘要？请给出 --week 或 --month，并用 --date 指定其中一天。</translation>
    </message>
    <message>
        <source>You have not judged any commits of these days yet: set an importance of your own, or mark commits as reviewed.</source>
        <translation>这些天的提交你还没有判断过：请自己设定重要程度，或把提交标为已看。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::ImportCommands</name>
    <message>
        <source>Give the reports to import, or a folder with reports.</source>
        <translation>请给出要导入的报告，或存放报告的文件夹。</translation>
    </message>
    <message>
        <source>importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>There is no report (*.md) in %1.</source>
        <translation>%1 中没有报告（*.md）。</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) read, %1 of them with nothing new</source>
        <translation>
            <numerusform>读取了 %n 份报告，其中 %1 份没有新内容</numerusform>
        </translation>
    </message>
    <message>
        <source>added: %1 repositories, %2 days, %3 commits, %4 cards, %5 failed analyses</source>
        <translation>新增：%1 个仓库，%2 天，%3 个提交，%4 张卡片，%5 次失败的分析</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read; nothing of them was stored</source>
        <translation>
            <numerusform>%n 个文件无法读取，其内容没有保存</numerusform>
        </translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>；</translation>
    </message>
</context>
<context>
    <name>rijian::cli::ModelCommands</name>
    <message>
        <source>price not known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>about %1 %2</source>
        <translation>约 %1 %2</translation>
    </message>
    <message>
        <source>No model is set up: use “rijian-cli model set --provider P”.</source>
        <translation>尚未设置模型：请使用“rijian-cli model set --provider P”。</translation>
    </message>
    <message>
        <source>No model is set up: the built-in rules make the cards.</source>
        <translation>尚未设置模型：由内置规则生成卡片。</translation>
    </message>
    <message>
        <source>There is no provider “%1”: “rijian-cli model list” names them; custom is any other, with --base-url.</source>
        <translation>没有“%1”这个服务商：“rijian-cli model list”会列出；其他服务用 custom 并给出 --base-url。</translation>
    </message>
    <message>
        <source>Key for %1: </source>
        <translation>%1 的密钥：</translation>
    </message>
    <message>
        <source>The key for %1 is in the keychain.</source>
        <translation>%1 的密钥已存入钥匙串。</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>“prompt” takes a repository&apos;s name and a commit.</source>
        <translation>“prompt”需要仓库名和提交。</translation>
    </message>
    <message>
        <source>“model” needs one of: show, set, off, key, test, list; see “rijian-cli model --help”.</source>
        <translation>“model”之后须为 show、set、off、key、test 或 list；见“rijian-cli model --help”。</translation>
    </message>
    <message>
        <source>%1: %2 commits to send (%3 of them 🔴 by the rules, which come first), %4 have their card; about %5 thousand tokens, %6, %7 min</source>
        <translation>%1：待发送 %2 个提交（其中规则判为 🔴 的 %3 个排在最前），%4 个已有卡片；约 %5 千 token，%6，%7 分钟</translation>
    </message>
</context>
<context>
    <name>rijian::cli::Options</name>
    <message>
        <source>Fetch, analyze and report in one: from addresses to the day&apos;s report. Without addresses: all tracked repositories.</source>
        <translation>一步完成获取、分析和报告：给出地址，得到当天的报告。不给地址则处理所有已跟踪的仓库。</translation>
    </message>
    <message>
        <source>Bring mirrors up to date, as deep as the day needs. Without names: all.</source>
        <translation>更新镜像，深度按所需日期而定。不给名称则更新全部。</translation>
    </message>
    <message>
        <source>List a day&apos;s commits.</source>
        <translation>列出某天的提交。</translation>
    </message>
    <message>
        <source>Show one commit: its card and its diff.</source>
        <translation>显示一个提交：分析卡片和差异。</translation>
    </message>
    <message>
        <source>Write the day&apos;s report from the cards there are.</source>
        <translation>用现有卡片写出当天的报告。</translation>
    </message>
    <message>
        <source>Keep the database and the mirrors in DIR (default: %1).</source>
        <translation>数据库和镜像存放在 DIR（默认：%1）。</translation>
    </message>
    <message>
        <source>Print the result as JSON (docs/CLI.md describes it).</source>
        <translation>以 JSON 输出结果（格式见 docs/CLI.md）。</translation>
    </message>
    <message>
        <source>Print errors only.</source>
        <translation>只输出错误。</translation>
    </message>
    <message>
        <source>Print more, with the library&apos;s own error messages.</source>
        <translation>输出更多信息，错误附带底层库的原文。</translation>
    </message>
    <message>
        <source>Print this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Print the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>The day: 2026-01-07, today or yesterday (default: today).</source>
        <translation>日期：2026-01-07、today 或 yesterday（默认：today）。</translation>
    </message>
    <message>
        <source>The first day of several.</source>
        <translation>多日范围的第一天。</translation>
    </message>
    <message>
        <source>The last day of several (default: today).</source>
        <translation>多日范围的最后一天（默认：today）。</translation>
    </message>
    <message>
        <source>Leave out merge commits.</source>
        <translation>不含合并提交。</translation>
    </message>
    <message>
        <source>Never connect: use what was fetched.</source>
        <translation>不联网，只用已获取的内容。</translation>
    </message>
    <message>
        <source>Who makes the cards: rules (built in) or llm (default: the model where one is set up, else rules).</source>
        <translation>由谁生成卡片：rules（内置规则）或 llm（默认：已配置模型则用模型，否则用规则）。</translation>
    </message>
    <message>
        <source>analyze, run, eval: make existing cards again, keeping the old ones. deliver: send again what was sent. daily: repeat today&apos;s run.</source>
        <translation>analyze、run、eval：重新生成已有的卡片，旧卡片保留。deliver：重新发送已发过的。daily：重新执行当天的任务。</translation>
    </message>
    <message>
        <source>The branch to follow, or several separated by spaces (default: the remote&apos;s default branch).</source>
        <translation>要跟踪的分支，多个用空格分隔（默认：远端的默认分支）。</translation>
    </message>
    <message>
        <source>What to call the repository (default: owner/name).</source>
        <translation>仓库名称（默认：owner/name）。</translation>
    </message>
    <message>
        <source>Fetch the whole history.</source>
        <translation>获取完整历史。</translation>
    </message>
    <message>
        <source>Give either --date or --since/--until, not both.</source>
        <translation>--date 与 --since/--until 不能同时使用。</translation>
    </message>
    <message>
        <source>--until needs --since: from which day on?</source>
        <translation>--until 需要配合 --since：从哪天开始？</translation>
    </message>
    <message>
        <source>--since %1 is after --until %2.</source>
        <translation>--since %1 晚于 --until %2。</translation>
    </message>
    <message>
        <source>“%1” does not take --%2; see “rijian-cli %1 --help”.</source>
        <translation>“%1”不支持 --%2；见“rijian-cli %1 --help”。</translation>
    </message>
    <message>
        <source>--analyzer is rules or llm, not “%1”.</source>
        <translation>--analyzer 只能是 rules 或 llm，不能是“%1”。</translation>
    </message>
    <message>
        <source>-o needs a file, or - for stdout.</source>
        <translation>-o 需要一个文件，或用 - 表示标准输出。</translation>
    </message>
    <message>
        <source>--data-dir needs a folder.</source>
        <translation>--data-dir 需要一个文件夹。</translation>
    </message>
    <message>
        <source>There is no sub-command “%1”; there are: %2.</source>
        <translation>没有子命令“%1”；可用的有：%2。</translation>
    </message>
    <message>
        <source>Usage: rijian-cli %1</source>
        <translation>用法：rijian-cli %1</translation>
    </message>
    <message>
        <source>Rijian (日鉴): what changed in the repositories you follow, day by day.</source>
        <translation>日鉴（Rijian）：逐日查看所关注仓库的变更。</translation>
    </message>
    <message>
        <source>Usage: rijian-cli [options] COMMAND ...</source>
        <translation>用法：rijian-cli [options] COMMAND ...</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>选项：</translation>
    </message>
    <message>
        <source>Exit status: 0 all done, 1 done in part, 2 wrong usage, 3 failed, 130 interrupted.</source>
        <translation>退出码：0 全部完成，1 部分完成，2 用法错误，3 失败，130 被中断。</translation>
    </message>
    <message>
        <source>Make the cards that are missing: by the model for repositories that it may see, else by the rules.</source>
        <translation>补上缺少的卡片：允许模型读取的仓库用模型，其余用规则。</translation>
    </message>
    <message>
        <source>Show what “analyze” would send to the model: commits, tokens, cost, minutes. Sends nothing.</source>
        <translation>说明“analyze”会发给模型什么：提交数、token、费用、分钟数。不发送任何内容。</translation>
    </message>
    <message>
        <source>Show what the model would be sent about a commit. Sends nothing.</source>
        <translation>显示某个提交会发给模型的内容。不发送任何内容。</translation>
    </message>
    <message>
        <source>Score the model&apos;s cards (and the rules&apos;) against labeled ones; sample is built in. docs/MODELS.md describes the file.</source>
        <translation>用标注过的卡片给模型（和规则）打分；sample 为内置。文件格式见 docs/MODELS.md。</translation>
    </message>
    <message>
        <source>Show where a commit&apos;s cards differ: the rules&apos; and those of each model.</source>
        <translation>显示同一提交的各张卡片有何不同：规则的与各模型的。</translation>
    </message>
    <message>
        <source>Choose the model that makes cards. list: the providers known; key keeps the key in the system keychain; test asks the service.</source>
        <translation>设置由哪个模型生成卡片。list：已知的服务商；key 把密钥存入系统钥匙串；test 测试服务。</translation>
    </message>
    <message>
        <source>The model&apos;s provider, as “model list” names it, or custom with --base-url (default: as set up).</source>
        <translation>模型的服务商，名称见“model list”，或 custom 并给出 --base-url（默认按设置）。</translation>
    </message>
    <message>
        <source>The base address of an OpenAI-compatible service, such as http://localhost:8000/v1.</source>
        <translation>OpenAI 兼容服务的接口地址，如 http://localhost:8000/v1。</translation>
    </message>
    <message>
        <source>The model&apos;s name at its provider (default: as set up).</source>
        <translation>模型在服务商处的名称（默认按设置）。</translation>
    </message>
    <message>
        <source>Requests to the model at once, 1 to 64.</source>
        <translation>同时发给模型的请求数，1 到 64。</translation>
    </message>
    <message>
        <source>--concurrency is a number from 1 to 64.</source>
        <translation>--concurrency 是 1 到 64 的数字。</translation>
    </message>
    <message>
        <source>Import reports: this program&apos;s and those of its predecessor script. A folder: all reports in it.</source>
        <translation>把报告收入数据库：本程序的报告和先前脚本的报告。给出文件夹则导入其中的所有报告。</translation>
    </message>
    <message>
        <source>Where the report or digest goes; - is stdout (default: a file in this folder, named after the dates).</source>
        <translation>报告或摘要写到何处；- 表示标准输出（默认：当前文件夹中以日期命名的文件）。</translation>
    </message>
    <message>
        <source>The report&apos;s format: %1 or template:NAME, of a file in DIR/templates (default: markdown).</source>
        <translation>报告的格式：%1，或 template:NAME（DIR/templates 中的文件）；默认 markdown。</translation>
    </message>
    <message>
        <source>Write CSV without a byte order mark (Excel needs it to detect UTF-8).</source>
        <translation>写 CSV 时不加 BOM（Excel 靠它识别 UTF-8）。</translation>
    </message>
    <message>
        <source>--form is one of %1 or template:NAME, not “%2”.</source>
        <translation>--form 应为 %1 或 template:NAME，而不是“%2”。</translation>
    </message>
    <message>
        <source>--importance is high or medium, not “%1”.</source>
        <translation>--importance 应为 high 或 medium，而不是“%1”。</translation>
    </message>
    <message>
        <source>Manage the tracked repositories. ADDRESS: https, ssh, git or file address, git@host:owner/name.git, owner/name (GitHub), or a folder. share lets a model see a repository; encoding says what its text is read as (auto: found for each file); login keeps a token for a host in the system keychain.</source>
        <translation>管理跟踪的仓库。ADDRESS：https、ssh、git 或 file 地址，git@host:owner/name.git，owner/name（GitHub），或文件夹。share 允许模型读取仓库；encoding 指定其文本按什么编码读取（auto：按文件识别）；login 把某主机的令牌存入系统钥匙串。</translation>
    </message>
    <message>
        <source>Deliver the day&apos;s digest to chat, mail or git. KIND: feishu, dingtalk, wecom, slack, webhook, email or git. add reads the webhook&apos;s address (and, on a second line, the key that messages are signed with) or the password from the terminal or stdin and keeps it in the system keychain; send delivers each message at most once. docs/DELIVERY.md describes them.</source>
        <translation>把当天的摘要送到大家阅读的地方。KIND：feishu、dingtalk、wecom、slack、webhook、email 或 git。add 从终端或标准输入读取 webhook 地址（第二行可给签名密钥）或密码，保存到系统钥匙串；send 保证每条消息最多发送一次。详见 docs/DELIVERY.md。</translation>
    </message>
    <message>
        <source>Run the daily job, at most once a day: fetch and analyze all, write and deliver the report of the day before. This is what the schedule starts.</source>
        <translation>执行每日任务，每天一次：获取并分析全部仓库，生成并投递前一天的报告。定时任务启动的就是它。</translation>
    </message>
    <message>
        <source>high: list only 🔴, and send nothing if there are none; medium: 🔴 and 🟡 (default).</source>
        <translation>high：只列 🔴，没有则不发送；medium：🔴 和 🟡（默认）。</translation>
    </message>
    <message>
        <source>Print what would be sent, and send nothing.</source>
        <translation>只打印将要发送的内容，不发送。</translation>
    </message>
    <message>
        <source>A word that the robot&apos;s security setting requires in each message.</source>
        <translation>机器人安全设置要求每条消息包含的关键词。</translation>
    </message>
    <message>
        <source>The mail server, such as smtp.example.org:587.</source>
        <translation>邮件服务器，例如 smtp.example.org:587。</translation>
    </message>
    <message>
        <source>Encryption to the mail server: starttls (default), tls, or none (only for this machine).</source>
        <translation>邮件服务器的加密方式：starttls（默认）、tls，或 none（仅限本机）。</translation>
    </message>
    <message>
        <source>Who logs in at the mail server (default: nobody).</source>
        <translation>登录邮件服务器的用户（默认不登录）。</translation>
    </message>
    <message>
        <source>The sender&apos;s mail address.</source>
        <translation>发件人邮箱地址。</translation>
    </message>
    <message>
        <source>Who gets the mail; separate several with commas.</source>
        <translation>收件人；多个用逗号分隔。</translation>
    </message>
    <message>
        <source>The git working tree that reports are committed in.</source>
        <translation>提交报告的 git 工作区。</translation>
    </message>
    <message>
        <source>Push after the commit.</source>
        <translation>提交后推送。</translation>
    </message>
    <message>
        <source>The time of day (default: that of the settings).</source>
        <translation>每天的时刻（默认取设置中的值）。</translation>
    </message>
    <message>
        <source>--only is high or medium, not “%1”.</source>
        <translation>--only 只能是 high 或 medium，不能是“%1”。</translation>
    </message>
    <message>
        <source>Search all stored commits: messages, cards, notes, file names, authors. Filters: repo: author: type: importance: state: date: path: sha: has: analyzer: tag:; docs/SEARCH.md describes the language. Words that begin with - stand in quotes with others, or behind --.</source>
        <translation>搜索所有已保存的提交：提交说明、卡片、备注、文件名、作者。筛选：repo: author: type: importance: state: date: path: sha: has: analyzer: tag:；语法见 docs/SEARCH.md。以 - 开头的词请与其他词一起放在引号里，或放在 -- 之后。</translation>
    </message>
    <message>
        <source>Only this repository, or several separated by commas.</source>
        <translation>只限这个仓库；多个用逗号分隔。</translation>
    </message>
    <message>
        <source>deliver: the report&apos;s path in the working tree (default: %1). rule: changed files, as in .gitignore.</source>
        <translation>deliver：报告在工作区中的路径（默认：%1）。rule：改动的文件，写法同 .gitignore。</translation>
    </message>
    <message>
        <source>Maximum number of results (default: 50).</source>
        <translation>最多显示的结果数（默认 50）。</translation>
    </message>
    <message>
        <source>Commits of this author.</source>
        <translation>这位作者的提交。</translation>
    </message>
    <message>
        <source>Commits whose message contains this.</source>
        <translation>提交说明包含此文字的提交。</translation>
    </message>
    <message>
        <source>Raise their importance to at least this: high, medium or low.</source>
        <translation>把它们的重要程度至少提高到：high、medium 或 low。</translation>
    </message>
    <message>
        <source>Lower their importance to at most this.</source>
        <translation>把它们的重要程度至多保留为此。</translation>
    </message>
    <message>
        <source>A tag for them.</source>
        <translation>为它们添加的标签。</translation>
    </message>
    <message>
        <source>Write the digest of the week or month of a day, from what is stored: counts beside those of the one before, 🔴 commits, folders, authors, follow-ups.</source>
        <translation>用已存的内容写出某天所在那一周或那一月的摘要：提交数与上期的对比、🔴 提交、目录、作者、待跟进。</translation>
    </message>
    <message>
        <source>Show how often your own importance agrees with the model&apos;s and the rules&apos; (default: the last 90 days).</source>
        <translation>统计你判断的重要程度与模型、规则有多一致（默认：最近 90 天）。</translation>
    </message>
    <message>
        <source>The whole week, Monday to Sunday.</source>
        <translation>整周，周一至周日。</translation>
    </message>
    <message>
        <source>The month.</source>
        <translation>整月。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>List what is still to be dealt with, as the desktop&apos;s queue does: commits to review that matter, and follow-ups that are due.</source>
        <translation>列出仍需处理的提交，与桌面程序的队列一致：重要的待看提交和已到期的跟进。</translation>
    </message>
    <message>
        <source>List the commits to follow up, with your notes: first those that are due, by their day.</source>
        <translation>列出待跟进的提交及你的备注：有到期日的在前，按日期排列。</translation>
    </message>
    <message>
        <source>Decide on commits, named by their sha or its first digits. What no option names stays as it is.</source>
        <translation>对提交作出处理，以 SHA 或其前几位指定。选项未提及的内容保持不变。</translation>
    </message>
    <message>
        <source>Rules of your own: commits that they describe matter more or less than their cards say, or have a tag. The first that describes a commit decides. docs/OWN_RULES.md describes the patterns.</source>
        <translation>你自己的规则：使其适用的提交比卡片所说的更重要或更不重要，或带上标签。以最先适用的规则为准。匹配方式见 docs/OWN_RULES.md。</translation>
    </message>
    <message>
        <source>The day&apos;s time zone: a name, UTC, local or +08:00 (default: the settings&apos;, Asia/Shanghai at first).</source>
        <translation>日期所用的时区：名称、UTC、local 或 +08:00（默认：设置中的时区，初始为 Asia/Shanghai）。</translation>
    </message>
    <message>
        <source>run, report: list only commits of at least this importance: high or medium; the report says so. mark: your own: high, medium, low, or none (the card&apos;s).</source>
        <translation>run、report：只列出重要程度不低于此的提交：high 或 medium，报告中会注明。mark：你自己的重要程度：high、medium、low 或 none（以卡片为准）。</translation>
    </message>
    <message>
        <source>Add your follow-ups and notes to the report. A template needs a place for them.</source>
        <translation>在报告中附上你的跟进与备注。模板中要有放它们的位置。</translation>
    </message>
    <message>
        <source>List only commits of at least this importance: high or medium (default: that of the settings).</source>
        <translation>只列出重要程度不低于此的提交：high 或 medium（默认：以设置为准）。</translation>
    </message>
    <message>
        <source>Your decision: %1.</source>
        <translation>处理状态：%1。</translation>
    </message>
    <message>
        <source>mark: the day the follow-up is due: 2026-01-07, today, tomorrow or none. followups: only those due by that day (none: those without one).</source>
        <translation>mark：跟进的到期日：2026-01-07、today、tomorrow 或 none。followups：只列出该日及之前到期的（none：没有到期日的）。</translation>
    </message>
    <message>
        <source>Your note, in place of the one there is; an empty one removes it.</source>
        <translation>你的备注，替换原有的；为空则删除。</translation>
    </message>
    <message>
        <source>Commits whose card has this type: %1.</source>
        <translation>卡片为此类型的提交：%1。</translation>
    </message>
    <message>
        <source>Have systemd start “daily” for you once a day, in the zone of --timezone or of the settings. -o says where the reports go from now on.</source>
        <translation>让 systemd 每天启动一次 “daily”，时区取 --timezone 或设置。-o 指定今后报告写入的目录。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::Printing</name>
    <message>
        <source>A PDF is printed by the desktop program “rijian”, which is not installed beside this one: install it, or choose the format “html” and print that.</source>
        <translation>PDF 由桌面程序“rijian”打印，但它没有和本程序装在一起：请安装它，或选择“html”格式后自行打印。</translation>
    </message>
    <message>
        <source>%1 cannot be started (%2): check that it is installed whole.</source>
        <translation>无法启动 %1（%2）：请检查安装是否完整。</translation>
    </message>
    <message>
        <source>Stopped: nothing was written.</source>
        <translation>已停止：没有写入任何内容。</translation>
    </message>
    <message>
        <source>The program that prints ended unexpectedly: try again, or choose the format “html”.</source>
        <translation>打印程序意外退出：请重试，或选择“html”格式。</translation>
    </message>
    <message>
        <source>The PDF could not be printed: try again, or choose the format “html”.</source>
        <translation>无法打印 PDF：请重试，或选择“html”格式。</translation>
    </message>
    <message>
        <source>%1 is a folder: give the report&apos;s file name.</source>
        <translation>%1 是文件夹：请给出报告的文件名。</translation>
    </message>
    <message>
        <source>The folder %1 does not exist: create it, or choose another with -o.</source>
        <translation>文件夹 %1 不存在：请先创建，或用 -o 另选。</translation>
    </message>
    <message>
        <source>%1 cannot be written: choose another file with -o, or check the permissions.</source>
        <translation>无法写入 %1：请用 -o 另选文件，或检查权限。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::Prompt</name>
    <message>
        <source>Token for %1: </source>
        <translation>%1 的令牌：</translation>
    </message>
    <message>
        <source>User name for %1: </source>
        <translation>%1 的用户名：</translation>
    </message>
    <message>
        <source>Token or password of %1 for %2: </source>
        <translation>%1 在 %2 上的令牌或密码：</translation>
    </message>
    <message>
        <source>Passphrase of %1: </source>
        <translation>%1 的密钥口令：</translation>
    </message>
    <message>
        <source>Nothing was given: type it, or pass it on stdin.</source>
        <translation>没有输入：请键入，或从标准输入传入。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::RepoCommands</name>
    <message>
        <source>“repo add” takes one address; see “rijian-cli repo --help”.</source>
        <translation>“repo add”需要一个地址；见“rijian-cli repo --help”。</translation>
    </message>
    <message>
        <source>Tracking %1 (%2). Next: rijian-cli run %1</source>
        <translation>已跟踪 %1（%2）。下一步：rijian-cli run %1</translation>
    </message>
    <message>
        <source>No repository is tracked yet: add one with “rijian-cli repo add ADDRESS”.</source>
        <translation>尚未跟踪任何仓库：请用“rijian-cli repo add ADDRESS”添加。</translation>
    </message>
    <message>
        <source>never fetched</source>
        <translation>从未获取</translation>
    </message>
    <message>
        <source>last fetch failed: %1</source>
        <translation>上次获取失败：%1</translation>
    </message>
    <message>
        <source>“repo remove” takes the names of the repositories to stop tracking.</source>
        <translation>“repo remove”需要不再跟踪的仓库名称。</translation>
    </message>
    <message>
        <source>%1 is no longer tracked; its cards are kept.</source>
        <translation>已不再跟踪 %1；其卡片保留。</translation>
    </message>
    <message>
        <source>“repo rename” takes the old name and the new one.</source>
        <translation>“repo rename”需要旧名称和新名称。</translation>
    </message>
    <message>
        <source>%1 is now called %2.</source>
        <translation>%1 已改名为 %2。</translation>
    </message>
    <message>
        <source>“repo login” takes one host, such as github.com.</source>
        <translation>“repo login”需要一个主机，例如 github.com。</translation>
    </message>
    <message>
        <source>The token for %1 is in the keychain.</source>
        <translation>%1 的令牌已保存到钥匙串。</translation>
    </message>
    <message>
        <source>“repo logout” takes one host, such as github.com.</source>
        <translation>“repo logout”需要一个主机，例如 github.com。</translation>
    </message>
    <message>
        <source>There is no token for %1 in the keychain any more.</source>
        <translation>钥匙串中已没有 %1 的令牌。</translation>
    </message>
    <message>
        <source>%1: the repository has no commits yet</source>
        <translation>%1：仓库还没有提交</translation>
    </message>
    <message>
        <source>%1: fetched, %2</source>
        <translation>%1：已获取，%2</translation>
    </message>
    <message>
        <source>%1: nothing new</source>
        <translation>%1：没有更新</translation>
    </message>
    <message>
        <source>“repo share” and “repo unshare” take the names of repositories.</source>
        <translation>“repo share”和“repo unshare”需要仓库名。</translation>
    </message>
    <message>
        <source>%1 may be sent to the model.</source>
        <translation>%1 可以发给模型。</translation>
    </message>
    <message>
        <source>%1 stays on this machine.</source>
        <translation>%1 只留在本机。</translation>
    </message>
    <message>
        <source>“repo encoding” takes a repository&apos;s name and one of: %1.</source>
        <translation>“repo encoding”需要一个仓库名和下列编码之一：%1。</translation>
    </message>
    <message>
        <source>The encoding of %1 is found for each file.</source>
        <translation>%1 的编码按文件自动识别。</translation>
    </message>
    <message>
        <source>The text of %1 is read as %2.</source>
        <translation>%1 的文本按 %2 读取。</translation>
    </message>
    <message>
        <source>“repo” needs one of: add, list, remove, rename, share, unshare, encoding, login, logout; see “rijian-cli repo --help”.</source>
        <translation>“repo”之后须为 add、list、remove、rename、share、unshare、encoding、login 或 logout；见“rijian-cli repo --help”。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::cli::ReportCommands</name>
    <message>
        <source>The report could not be written to stdout.</source>
        <translation>报告无法写到标准输出。</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) have no card yet: run “rijian-cli analyze” for that day, then “report” again.</source>
        <translation>
            <numerusform>%n 个提交还没有卡片：请先对当天运行“rijian-cli analyze”，再运行“report”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n commit(s) of %2%3</source>
        <translation>
            <numerusform>%1：%n 个提交，%2%3</numerusform>
        </translation>
    </message>
    <message>
        <source>report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>%1: continuing with the previous fetch</source>
        <translation>%1：继续使用之前获取的内容</translation>
    </message>
    <message>
        <source>There is no place for temporary files: check the free space.</source>
        <translation>没有存放临时文件的地方：请检查可用空间。</translation>
    </message>
    <message>
        <source>: 🔴 %1, 🟡 %2, 🟢 %3</source>
        <translation>：🔴 %1，🟡 %2，🟢 %3</translation>
    </message>
    <message>
        <source>%1 has no place for your follow-ups and notes: add {{ commit.followup }}, {{ commit.due }} or {{ commit.note }} (docs/TEMPLATES.md), or leave out --notes.</source>
        <translation>%1 中没有放跟进与备注的位置：请加入 {{ commit.followup }}、{{ commit.due }} 或 {{ commit.note }}（见 docs/TEMPLATES.md），或去掉 --notes。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::RuleCommands</name>
    <message>
        <source>An importance is high, medium or low, not “%1”.</source>
        <translation>重要程度是 high、medium 或 low，不是“%1”。</translation>
    </message>
    <message>
        <source>Give either --raise or --lower, not both.</source>
        <translation>--raise 与 --lower 只能给一个。</translation>
    </message>
    <message>
        <source>(off) </source>
        <translation>（停用）</translation>
    </message>
    <message>
        <source>There are no rules of your own yet.</source>
        <translation>还没有自己的规则。</translation>
    </message>
    <message>
        <source>Stopped: the rest is done by the next command or the desktop.</source>
        <translation>已停止：其余部分由下一个命令或桌面程序完成。</translation>
    </message>
    <message numerus="yes">
        <source>Rule %1 matches %2 of %n commit(s) of the last %3 days.</source>
        <translation>
            <numerusform>规则 %1 适用于最近 %3 天 %n 个提交中的 %2 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>--type is one of %1, not “%2”.</source>
        <translation>--type 应为 %1 之一，不能是“%2”。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>“rule %1” takes the number of a rule, as “rule list” shows it.</source>
        <translation>“rule %1”需要规则的编号，即“rule list”所列的编号。</translation>
    </message>
    <message>
        <source>“rule move” takes the number of a rule and its new one.</source>
        <translation>“rule move”需要规则的编号和新的编号。</translation>
    </message>
    <message>
        <source>“rule” takes list, add, remove, on, off or move, not “%1”.</source>
        <translation>“rule”之后须为 list、add、remove、on、off 或 move，不能是“%1”。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::SearchCommands</name>
    <message>
        <source>--limit is a number from 1 to %1.</source>
        <translation>--limit 是 1 到 %1 的数字。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Preparing the search</source>
        <translation>正在准备搜索</translation>
    </message>
    <message>
        <source>What is to be searched? For example: rijian-cli search &quot;cache importance:high -test&quot;</source>
        <translation>要搜索什么？例如：rijian-cli search &quot;cache importance:high -test&quot;</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>未找到。</translation>
    </message>
    <message>
        <source>There are more: give a larger --limit.</source>
        <translation>还有更多：请给出更大的 --limit。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::Session</name>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>receiving</source>
        <translation>正在接收</translation>
    </message>
    <message>
        <source>resolving</source>
        <translation>正在处理增量</translation>
    </message>
    <message>
        <source>fetching deeper</source>
        <translation>正在获取更早的历史</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 of %2, %3, %4/s</source>
        <translation>%1/%2，%3，%4/s</translation>
    </message>
    <message>
        <source>%1: reading commits</source>
        <translation>%1：正在读取提交</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>No repository is tracked yet: give an address, or add one with “rijian-cli repo add ADDRESS”.</source>
        <translation>尚未跟踪任何仓库：请给出地址，或用“rijian-cli repo add ADDRESS”添加。</translation>
    </message>
    <message>
        <source>%1: asking the model</source>
        <translation>%1：正在询问模型</translation>
    </message>
    <message>
        <source>No model is set up: use “rijian-cli model set”, or RIJIAN_LLM_BASE_URL, RIJIAN_LLM_MODEL and RIJIAN_LLM_API_KEY.</source>
        <translation>尚未设置模型：请使用“rijian-cli model set”，或设置 RIJIAN_LLM_BASE_URL、RIJIAN_LLM_MODEL 和 RIJIAN_LLM_API_KEY。</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) have no card from the model: %1 The rules&apos; cards are used instead; the same command again makes only what is missing.</source>
        <translation>
            <numerusform>%n 个提交没有得到模型的卡片：%1 暂由规则的卡片代替；再次运行同一命令只补缺少的。</numerusform>
        </translation>
    </message>
    <message>
        <source>Only imported repositories are there, and no report of them tells of this day: name those to fetch.</source>
        <translation>只有导入的仓库，且没有报告记载这一天：请指明要获取哪些仓库。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::SystemdTimer</name>
    <message>
        <source>%1 cannot be written: check the permissions.</source>
        <translation>无法写入 %1：请检查权限。</translation>
    </message>
    <message>
        <source>There is no systemd here.</source>
        <translation>这里没有 systemd。</translation>
    </message>
    <message>
        <source>systemd does not run for this user.</source>
        <translation>当前用户没有运行 systemd。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created: check the permissions.</source>
        <translation>无法创建文件夹 %1：请检查权限。</translation>
    </message>
    <message>
        <source>systemd did not take the timer: %1</source>
        <translation>systemd 未接受定时器：%1</translation>
    </message>
    <message>
        <source>%1 cannot be removed: check the permissions.</source>
        <translation>无法删除 %1：请检查权限。</translation>
    </message>
</context>
<context>
    <name>rijian::cli::TriageCommands</name>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>%1 到期</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>“%1” takes options alone: choose repositories with --repo.</source>
        <translation>“%1”只接受选项：请用 --repo 选择仓库。</translation>
    </message>
    <message>
        <source>“%1” is no day for --due: write it as 2026-01-07, or today, tomorrow or none.</source>
        <translation>“%1”不能用作 --due 的日期：请写成 2026-01-07，或 today、tomorrow、none。</translation>
    </message>
    <message>
        <source>--least is high or medium, not “%1”.</source>
        <translation>--least 只能是 high 或 medium，不能是“%1”。</translation>
    </message>
    <message>
        <source>Only a follow-up has a day that it is due: add --state followup.</source>
        <translation>只有跟进的提交才有到期日：请加上 --state followup。</translation>
    </message>
    <message>
        <source>--%1 is one of %2, not “%3”.</source>
        <translation>--%1 应为 %2 之一，不能是“%3”。</translation>
    </message>
    <message>
        <source>Say what is to change: --state, --importance, --note or --due.</source>
        <translation>请说明要改什么：--state、--importance、--note 或 --due。</translation>
    </message>
    <message>
        <source>“%1” is not a commit&apos;s sha: write at least its first 4 digits.</source>
        <translation>“%1”不是提交的 SHA：请至少写出前 4 位。</translation>
    </message>
    <message>
        <source>There is no commit “%1” among those stored.</source>
        <translation>库中没有提交“%1”。</translation>
    </message>
    <message>
        <source>“%1” is in several repositories (%2): choose one with --repo.</source>
        <translation>“%1”存在于多个仓库（%2）：请用 --repo 选择一个。</translation>
    </message>
    <message>
        <source>“%1” stands for several commits (%2): write more digits.</source>
        <translation>“%1”对应多个提交（%2）：请多写几位。</translation>
    </message>
    <message>
        <source>The commit is no longer stored.</source>
        <translation>该提交已不在库中。</translation>
    </message>
    <message>
        <source>Inbox zero: nothing is left to be dealt with.</source>
        <translation>已清空：没有待处理的提交了。</translation>
    </message>
    <message>
        <source>There is nothing to follow up.</source>
        <translation>没有要跟进的提交。</translation>
    </message>
    <message>
        <source>“mark” takes commits, by their sha or its first digits.</source>
        <translation>“mark”之后须为提交：写出 SHA 或其前几位。</translation>
    </message>
</context>
<context>
    <name>rijian::delivery::GitDelivery</name>
    <message>
        <source>The program git is needed to commit reports: install it.</source>
        <translation>提交报告需要 git 程序：请先安装。</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 is not a git working tree: run “git init” there, or choose another folder.</source>
        <translation>%1 不是 git 工作区：请在其中运行“git init”，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>A %1 is going on in %2: finish it, then deliver again.</source>
        <translation>%2 中的 %1 尚未结束：请先完成，再重新投递。</translation>
    </message>
    <message>
        <source>No branch is checked out in %1: check one out, then deliver again.</source>
        <translation>%1 没有检出任何分支：请先检出分支，再重新投递。</translation>
    </message>
    <message>
        <source>git does not know who commits in %1: set user.name and user.email there.</source>
        <translation>git 不知道 %1 中的提交者：请在其中设置 user.name 和 user.email。</translation>
    </message>
    <message>
        <source>%1 is a link, which may lead out of the repository: the report is not written.</source>
        <translation>%1 是符号链接，可能指向仓库之外，因此不写入报告。</translation>
    </message>
    <message>
        <source>%1 is a folder: the report cannot be written.</source>
        <translation>%1 是文件夹，无法写入报告。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created: check the permissions.</source>
        <translation>无法创建文件夹 %1：请检查权限。</translation>
    </message>
    <message>
        <source>%1 cannot be written: check the free space and the permissions.</source>
        <translation>无法写入 %1：请检查可用空间和权限。</translation>
    </message>
    <message>
        <source>The report is committed in %1, but its remote has newer commits: pull there, then deliver again.</source>
        <translation>报告已在 %1 中提交，但远端有更新的提交：请先在其中合并远端提交，再重新投递。</translation>
    </message>
    <message>
        <source>The report is committed in %1, but the branch has no remote: run “git push -u” there once.</source>
        <translation>报告已在 %1 中提交，但该分支没有远端：请在其中运行一次“git push -u”。</translation>
    </message>
    <message>
        <source>The report is committed in %1, but was not pushed: %2</source>
        <translation>报告已在 %1 中提交，但未能推送：%2</translation>
    </message>
    <message>
        <source>“%1” is not a path within the repository: use names, “/”, {year}, {month}, {name} and {date}.</source>
        <translation>“%1”不是仓库内的路径：只能用名称、“/”、{year}、{month}、{name} 和 {date}。</translation>
    </message>
    <message>
        <source>git cannot tell what is changed: %1</source>
        <translation>git 无法判断有哪些变更：%1</translation>
    </message>
    <message>
        <source>%1 has changes that are not committed: commit or undo them, then deliver again.</source>
        <translation>%1 有未提交的修改：请先提交或撤销，再重新投递。</translation>
    </message>
    <message>
        <source>git does not take the report: %1</source>
        <translation>git 未接受报告：%1</translation>
    </message>
    <message>
        <source>git did not commit the report: %1</source>
        <translation>git 未能提交报告：%1</translation>
    </message>
</context>
<context>
    <name>rijian::delivery::Http</name>
    <message>
        <source>There is no host %1: check the address and the network.</source>
        <translation>找不到主机 %1：请检查地址和网络。</translation>
    </message>
    <message>
        <source>Nothing answers at %1: check the address and the network.</source>
        <translation>%1 没有响应：请检查地址和网络。</translation>
    </message>
    <message>
        <source>No secure connection to %1: its certificate is not trusted.</source>
        <translation>无法与 %1 建立安全连接：证书不受信任。</translation>
    </message>
    <message>
        <source>The proxy cannot be used: check the system&apos;s proxy settings.</source>
        <translation>代理无法使用：请检查系统代理设置。</translation>
    </message>
    <message>
        <source>The connection to %1 broke.</source>
        <translation>与 %1 的连接中断。</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 没有响应。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>rijian::delivery::Service</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>%1 It may have arrived, so it is not sent again.</source>
        <translation>%1消息可能已送达，因此不再发送。</translation>
    </message>
    <message>
        <source>The service asks to send less often (429).</source>
        <translation>服务要求降低发送频率（429）。</translation>
    </message>
    <message>
        <source>The service is not available just now (503).</source>
        <translation>服务暂时不可用（503）。</translation>
    </message>
    <message>
        <source>The service failed (%1). The message may have arrived, so it is not sent again.</source>
        <translation>服务出错（%1）。消息可能已送达，因此不再发送。</translation>
    </message>
    <message>
        <source>The address leads elsewhere (%1): enter the webhook&apos;s address as the service shows it.</source>
        <translation>该地址会跳转到别处（%1）：请照服务所示填写 webhook 地址。</translation>
    </message>
    <message>
        <source>The service&apos;s answer cannot be read: is this the webhook&apos;s address? It is not sent again.</source>
        <translation>无法理解服务的应答：这确实是 webhook 地址吗？消息不再发送。</translation>
    </message>
    <message>
        <source>The service refused the message (%1): check the webhook&apos;s address.</source>
        <translation>服务拒绝了消息（%1）：请检查 webhook 地址。</translation>
    </message>
    <message>
        <source>The service refused the message (%1): %2</source>
        <translation>服务拒绝了消息（%1）：%2</translation>
    </message>
    <message>
        <source>Feishu asks to send less often (%1).</source>
        <translation>飞书要求降低发送频率（%1）。</translation>
    </message>
    <message>
        <source>Feishu rejects the message as malformed or too large (9499).</source>
        <translation>飞书认为消息格式有误或过大（9499）。</translation>
    </message>
    <message>
        <source>Feishu does not know this webhook (19001): was the robot removed? Enter its new address.</source>
        <translation>飞书不认识该 webhook（19001）：机器人可能已被移除，请填写新地址。</translation>
    </message>
    <message>
        <source>Feishu does not accept the signature (19021): check the signing key, and this machine&apos;s clock.</source>
        <translation>飞书签名校验失败（19021）：请检查签名密钥和本机时钟。</translation>
    </message>
    <message>
        <source>Feishu takes no messages from this IP address (19022): add it to the robot&apos;s list.</source>
        <translation>飞书不接受来自本机 IP 地址的消息（19022）：请将它加入机器人的白名单。</translation>
    </message>
    <message>
        <source>The message lacks the keyword that the Feishu robot requires (19024): enter it for this target.</source>
        <translation>消息缺少飞书机器人要求的关键词（19024）：请在该目标中填写。</translation>
    </message>
    <message>
        <source>DingTalk is busy (-1).</source>
        <translation>钉钉系统繁忙（-1）。</translation>
    </message>
    <message>
        <source>DingTalk takes 20 messages a minute, and now none for ten minutes (%1).</source>
        <translation>钉钉每分钟只收 20 条消息，现已限流十分钟（%1）。</translation>
    </message>
    <message>
        <source>DingTalk does not know this webhook (%1): was the robot removed? Enter its new address.</source>
        <translation>钉钉不认识该 webhook（%1）：机器人可能已被移除，请填写新地址。</translation>
    </message>
    <message>
        <source>DingTalk&apos;s security setting refuses the message (310000): check signing key, keyword and IP address. %1</source>
        <translation>钉钉的安全设置拒绝了消息（310000）：请检查签名密钥、关键词和 IP 地址。%1</translation>
    </message>
    <message>
        <source>WeCom is busy (-1).</source>
        <translation>企业微信系统繁忙（-1）。</translation>
    </message>
    <message>
        <source>WeCom takes 20 messages a minute (45009).</source>
        <translation>企业微信每分钟只收 20 条消息（45009）。</translation>
    </message>
    <message>
        <source>WeCom does not know this webhook (93000): was the robot removed? Enter its new address.</source>
        <translation>企业微信不认识该 webhook（93000）：机器人可能已被移除，请填写新地址。</translation>
    </message>
    <message>
        <source>The robot is no longer in its WeCom group (93017): add it again.</source>
        <translation>机器人已不在企业微信群中（93017）：请重新添加。</translation>
    </message>
    <message>
        <source>WeCom rejects the message as malformed or too large (40058).</source>
        <translation>企业微信认为消息格式有误或过大（40058）。</translation>
    </message>
    <message>
        <source>Slack does not know this webhook (%1): was it removed? Enter its new address.</source>
        <translation>Slack 不认识该 webhook（%1）：可能已被移除，请填写新地址。</translation>
    </message>
    <message>
        <source>The webhook&apos;s Slack channel is gone or archived (%1).</source>
        <translation>该 webhook 对应的 Slack 频道已删除或归档（%1）。</translation>
    </message>
    <message>
        <source>Slack&apos;s administrators do not allow this message (%1).</source>
        <translation>Slack 管理员不允许该消息（%1）。</translation>
    </message>
    <message>
        <source>Slack failed (%1).</source>
        <translation>Slack 出错（%1）。</translation>
    </message>
    <message>
        <source>Slack refused the message (%1): %2</source>
        <translation>Slack 拒绝了消息（%1）：%2</translation>
    </message>
    <message>
        <source>The webhook does not accept the message (%1): check its address and the signing key.</source>
        <translation>webhook 不接受该消息（%1）：请检查地址和签名密钥。</translation>
    </message>
    <message>
        <source>There is no webhook at this address (%1).</source>
        <translation>该地址没有 webhook（%1）。</translation>
    </message>
    <message>
        <source>The webhook refused the message (%1).</source>
        <translation>webhook 拒绝了消息（%1）。</translation>
    </message>
</context>
<context>
    <name>rijian::delivery::Smtp</name>
    <message>
        <source>%1 does not offer STARTTLS, and mail is not sent without encryption.</source>
        <translation>%1 不支持 STARTTLS，邮件不会以明文发送。</translation>
    </message>
    <message>
        <source>%1 offers no way to log in that is known here (PLAIN, LOGIN).</source>
        <translation>%1 不支持可用的登录方式（PLAIN、LOGIN）。</translation>
    </message>
    <message>
        <source>%1 does not accept user name and password of %2.</source>
        <translation>%1 不接受 %2 的用户名和密码。</translation>
    </message>
    <message>
        <source>%1 did not confirm the mail. It may have been delivered, so it is not sent again.</source>
        <translation>%1 没有确认收到邮件。邮件可能已送达，因此不再发送。</translation>
    </message>
    <message>
        <source>Delivered, but %1 does not take mail for %2.</source>
        <translation>已送达，但 %1 不接收发给 %2 的邮件。</translation>
    </message>
    <message>
        <source>An address of the target contains a line break.</source>
        <translation>目标中的某个地址含有换行。</translation>
    </message>
    <message>
        <source>%1 is not a mail server: check name, port and encryption.</source>
        <translation>%1 不是邮件服务器：请检查名称、端口和加密方式。</translation>
    </message>
    <message>
        <source>%1 cannot take the mail just now (%2): %3</source>
        <translation>%1 暂时无法接收邮件（%2）：%3</translation>
    </message>
    <message>
        <source>%1 refused the mail (%2): %3</source>
        <translation>%1 拒绝了邮件（%2）：%3</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 没有响应。</translation>
    </message>
    <message>
        <source>No secure connection to %1: %2</source>
        <translation>无法与 %1 建立安全连接：%2</translation>
    </message>
    <message>
        <source>There is no host %1: check the address and the network.</source>
        <translation>找不到主机 %1：请检查地址和网络。</translation>
    </message>
    <message>
        <source>Nothing answers at %1: check name, port and network.</source>
        <translation>%1 没有响应：请检查名称、端口和网络。</translation>
    </message>
</context>
<context>
    <name>rijian::diff::PatchText</name>
    <message>
        <source>(too large to be read)</source>
        <translation>（文件过大，未读取）</translation>
    </message>
    <message>
        <source>(further lines are left out)</source>
        <translation>（其余行已省略）</translation>
    </message>
    <message>
        <source>(the content is missing or damaged)</source>
        <translation>（内容缺失或已损坏）</translation>
    </message>
</context>
<context>
    <name>rijian::git::Address</name>
    <message>
        <source>“%1” cannot be tracked: %2. Give an address such as https://github.com/owner/name, git@host:owner/name.git, owner/name (GitHub), or a local folder.</source>
        <translation>无法跟踪“%1”：%2。请给出 https://github.com/owner/name、git@host:owner/name.git、owner/name（GitHub）之类的地址，或本地文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>it is a file, not a folder</source>
        <translation>这是文件，不是文件夹</translation>
    </message>
    <message>
        <source>“%1” is not a way to reach a repository</source>
        <translation>不能通过“%1”访问仓库</translation>
    </message>
    <message>
        <source>it names no host</source>
        <translation>没有写明主机</translation>
    </message>
    <message>
        <source>its path has a quote, which is not safe over ssh</source>
        <translation>路径中含有引号，通过 ssh 访问不安全</translation>
    </message>
    <message>
        <source>it names no repository on %1</source>
        <translation>没有写明 %1 上的哪个仓库</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>地址为空</translation>
    </message>
    <message>
        <source>it begins with a dash</source>
        <translation>不能以短横线开头</translation>
    </message>
    <message>
        <source>it contains control characters</source>
        <translation>含有控制字符</translation>
    </message>
    <message>
        <source>it is not a valid address</source>
        <translation>不是有效的地址</translation>
    </message>
    <message>
        <source>it is neither an address nor an existing folder</source>
        <translation>既不是地址，也不是已有的文件夹</translation>
    </message>
    <message>
        <source>“%1” is not a host: write it as github.com.</source>
        <translation>“%1”不是主机：请写成 github.com 的形式。</translation>
    </message>
</context>
<context>
    <name>rijian::git::Blame</name>
    <message>
        <source>The history of this line cannot be read: the repository is damaged.</source>
        <translation>无法读取此行的历史：仓库已损坏。</translation>
    </message>
    <message>
        <source>“%1” is not a commit.</source>
        <translation>“%1”不是提交。</translation>
    </message>
    <message>
        <source>These are not lines of the file.</source>
        <translation>这些不是该文件的行。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The history of these lines is too long.</source>
        <translation>这些行的历史过长。</translation>
    </message>
    <message>
        <source>The commit has no such file.</source>
        <translation>该提交中没有这个文件。</translation>
    </message>
    <message>
        <source>Commit %1 cannot be read.</source>
        <translation>无法读取提交 %1。</translation>
    </message>
    <message>
        <source>This is not a file with lines.</source>
        <translation>这不是按行组织的文件。</translation>
    </message>
    <message>
        <source>The file has no such line.</source>
        <translation>该文件没有这一行。</translation>
    </message>
    <message>
        <source>The file is too large for that.</source>
        <translation>文件过大，无法追溯。</translation>
    </message>
</context>
<context>
    <name>rijian::git::CommitReader</name>
    <message>
        <source>Commit %1 cannot be read.</source>
        <translation>无法读取提交 %1。</translation>
    </message>
</context>
<context>
    <name>rijian::git::Credentials</name>
    <message>
        <source>the address&apos;s own password</source>
        <translation>地址中自带的密码</translation>
    </message>
    <message>
        <source>a token from the environment</source>
        <translation>环境变量中的令牌</translation>
    </message>
    <message>
        <source>a token from the keychain</source>
        <translation>钥匙串中的令牌</translation>
    </message>
    <message>
        <source>git&apos;s credential helper</source>
        <translation>git 的凭据助手</translation>
    </message>
    <message>
        <source>the password given</source>
        <translation>所给的密码</translation>
    </message>
    <message>
        <source>%1 (has a passphrase, which was not given)</source>
        <translation>%1（有口令保护，未提供口令）</translation>
    </message>
    <message>
        <source>the ssh agent</source>
        <translation>ssh agent</translation>
    </message>
    <message>
        <source>nothing: the server sent us to %1, and credentials stay with %2</source>
        <translation>未使用：服务器转到了 %1，而凭据只用于 %2</translation>
    </message>
    <message>
        <source>nothing: a password would travel unencrypted over http; use https</source>
        <translation>未使用：http 会明文传输密码，请改用 https</translation>
    </message>
    <message>
        <source>WARNING: the ssh host key of %1 has changed: it is now %2, and %3 has another one. Somebody may be listening in. Nothing was sent. Only if the host announces this key, remove the old one with “ssh-keygen -R %4” and accept the new one.</source>
        <translation>警告：%1 的 ssh 主机密钥已变更：现为 %2，与 %3 中的记录不同。可能有人在窃听。未发送任何内容。只有在该主机公布了此密钥时，才应使用“ssh-keygen -R %4”删除旧密钥并接受新密钥。</translation>
    </message>
    <message>
        <source>WARNING: the ssh host key of %1 (%2) is marked as revoked in %3: this is not the host, or its key was stolen. Nothing was sent.</source>
        <translation>警告：%1 的 ssh 主机密钥（%2）在 %3 中已标记为吊销：这不是该主机，或其密钥已被盗用。未发送任何内容。</translation>
    </message>
    <message>
        <source>The ssh host key of %1 (%2) is not known yet: compare it with what the host publishes, then connect once with “ssh %3” to accept it, and fetch again.</source>
        <translation>尚不认识 %1 的 ssh 主机密钥（%2）：请与该主机公布的密钥核对，再用“ssh %3”连接一次以接受，然后重新获取。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted by this system: it is expired, for another name, or of an unknown authority. Nothing was sent. Check the address, the clock, and the system&apos;s certificates.</source>
        <translation>系统不信任 %1 的证书：证书可能已过期、域名不符，或签发机构未知。未发送任何内容。请检查地址、系统时间和系统证书。</translation>
    </message>
    <message>
        <source>no credentials were found</source>
        <translation>没有找到凭据</translation>
    </message>
    <message>
        <source>tried: %1</source>
        <translation>已尝试：%1</translation>
    </message>
    <message>
        <source>%1 refused the ssh login (%2). Load your key into the ssh agent, or check that its public half is known to the host.</source>
        <translation>%1 拒绝了 ssh 登录（%2）。请将密钥加入 ssh agent，或检查公钥是否已添加到该主机。</translation>
    </message>
    <message>
        <source>%1 asks for a login (%2). The repository may be private or misspelled; set %3 to a token that may read it.</source>
        <translation>%1 要求登录（%2）。仓库可能是私有的，或地址有误；请将 %3 设为有读取权限的令牌。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::git::Differ</name>
    <message>
        <source>The files of commit %1 cannot be read.</source>
        <translation>无法读取提交 %1 的文件。</translation>
    </message>
    <message>
        <source>The parent of commit %1 is not there: fetch the repository deeper.</source>
        <translation>缺少提交 %1 的父提交：请获取更早的历史。</translation>
    </message>
    <message>
        <source>Commit %1 cannot be read.</source>
        <translation>无法读取提交 %1。</translation>
    </message>
    <message>
        <source>The changes of commit %1 cannot be read.</source>
        <translation>无法读取提交 %1 的变更。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>rijian::git::FetchGuard</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>%1 does not answer: it was given up. Try again later.</source>
        <translation>%1 没有响应，已放弃。请稍后重试。</translation>
    </message>
</context>
<context>
    <name>rijian::git::Fetcher</name>
    <message>
        <source>The folder %1 cannot be created: check its permissions and the free space.</source>
        <translation>无法创建文件夹 %1：请检查权限和可用空间。</translation>
    </message>
    <message>
        <source>The mirror %1 cannot be created.</source>
        <translation>无法创建镜像 %1。</translation>
    </message>
    <message>
        <source>The damaged mirror %1 cannot be moved away: check its permissions.</source>
        <translation>无法移走已损坏的镜像 %1：请检查权限。</translation>
    </message>
    <message>
        <source>%1 has no branch “%2”; it has: %3.</source>
        <translation>%1 没有分支“%2”；现有分支：%3。</translation>
    </message>
    <message>
        <source>The mirror&apos;s default branch cannot be set.</source>
        <translation>无法设置镜像的默认分支。</translation>
    </message>
    <message>
        <source>Another program is fetching %1 just now: wait for it to end.</source>
        <translation>另一个程序正在获取 %1：请等它结束。</translation>
    </message>
    <message>
        <source>The mirror&apos;s folder %1 cannot be written: check its permissions and the free space.</source>
        <translation>无法写入镜像文件夹 %1：请检查权限和可用空间。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::git::History</name>
    <message>
        <source>The repository&apos;s objects cannot be opened.</source>
        <translation>无法打开仓库的对象库。</translation>
    </message>
    <message>
        <source>The history is damaged: commit %1 cannot be read.</source>
        <translation>历史已损坏：无法读取提交 %1。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>rijian::git::Mirror</name>
    <message>
        <source>There is no branch “%1”; there are: %2.</source>
        <translation>没有分支“%1”；现有分支：%2。</translation>
    </message>
    <message>
        <source>Nothing was fetched yet: fetch the repository first.</source>
        <translation>尚未获取过：请先获取该仓库。</translation>
    </message>
    <message>
        <source>%1 is not a git repository.</source>
        <translation>%1 不是 git 仓库。</translation>
    </message>
    <message>
        <source>%1 belongs to another user, so git data in it is not trusted: change its owner, or track its remote address instead.</source>
        <translation>%1 属于其他用户，其中的 git 数据不受信任：请更改所有者，或改为跟踪它的远端地址。</translation>
    </message>
    <message>
        <source>%1 uses a repository format that this program cannot read yet (such as SHA-256 objects).</source>
        <translation>%1 使用了本程序尚不支持的仓库格式（例如 SHA-256 对象）。</translation>
    </message>
    <message>
        <source>The repository in %1 is damaged and cannot be opened.</source>
        <translation>%1 中的仓库已损坏，无法打开。</translation>
    </message>
    <message>
        <source>The repository&apos;s HEAD cannot be read.</source>
        <translation>无法读取仓库的 HEAD。</translation>
    </message>
    <message>
        <source>The newest commit cannot be read: the repository is damaged.</source>
        <translation>无法读取最新提交：仓库已损坏。</translation>
    </message>
    <message>
        <source>“%1” is not a commit.</source>
        <translation>“%1”不是提交。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>“%1” stands for several commits: write more digits.</source>
        <translation>“%1”对应多个提交：请多写几位。</translation>
    </message>
    <message>
        <source>There is no commit “%1” in what was fetched.</source>
        <translation>已获取的内容中没有提交“%1”。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::git::RemoteSession</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>%1 cannot be read: fix or remove the line in it that is not a host key (ssh-keygen -l -f shows them), or create the folder.</source>
        <translation>无法读取 %1：请修正或删除其中不是主机密钥的行（可用 ssh-keygen -l -f 查看），或创建该文件夹。</translation>
    </message>
    <message>
        <source>The mirror cannot be written (%1): free some space or check the permissions of %2. What was there is unharmed.</source>
        <translation>无法写入镜像（%1）：请腾出空间，或检查 %2 的权限。原有内容未受影响。</translation>
    </message>
    <message>
        <source>There is no repository at %1: check the address.</source>
        <translation>%1 处没有仓库：请检查地址。</translation>
    </message>
    <message>
        <source>%1 refuses shallow fetches.</source>
        <translation>%1 不支持浅获取。</translation>
    </message>
    <message>
        <source>%1 uses SHA-256 objects, which this program cannot read yet. Nothing can be done about it here; a SHA-1 mirror of it would work.</source>
        <translation>%1 使用 SHA-256 对象，本程序尚不支持，此处无法处理；如有 SHA-1 的镜像则可以使用。</translation>
    </message>
    <message>
        <source>%1 asks to wait: too many requests. Try again in a few minutes.</source>
        <translation>%1 要求等待：请求过多。请几分钟后重试。</translation>
    </message>
    <message>
        <source>The host %1 is not known: check the address and the network.</source>
        <translation>找不到主机 %1：请检查地址和网络。</translation>
    </message>
    <message>
        <source>%1 sends us to another host, which is not followed: give the new address instead.</source>
        <translation>%1 要求转到另一主机，程序不会跟随：请直接使用新地址。</translation>
    </message>
    <message>
        <source>%1 answers, but not as a git repository: check the address.</source>
        <translation>%1 有响应，但不是 git 仓库：请检查地址。</translation>
    </message>
    <message>
        <source>%1 (%2). Nothing was lost; try again.</source>
        <translation>%1（%2）。没有丢失任何内容，请重试。</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>无法连接 %1</translation>
    </message>
    <message>
        <source>Fetching %1 was cut off</source>
        <translation>获取 %1 时连接中断</translation>
    </message>
</context>
<context>
    <name>rijian::git::TreeFile</name>
    <message>
        <source>The files of the newest commit cannot be read: the repository is damaged.</source>
        <translation>无法读取最新提交的文件：仓库已损坏。</translation>
    </message>
    <message>
        <source>A file of the newest commit cannot be read: the repository is damaged.</source>
        <translation>无法读取最新提交中的一个文件：仓库已损坏。</translation>
    </message>
    <message>
        <source>The newest commit cannot be read: the repository is damaged.</source>
        <translation>无法读取最新提交：仓库已损坏。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>The newest commit has no such file that is text.</source>
        <translation>最新提交中没有这样的文本文件。</translation>
    </message>
</context>
<context>
    <name>rijian::git::Wire</name>
    <message>
        <source>This is too much to be shown at once.</source>
        <translation>内容过多，无法一次显示。</translation>
    </message>
    <message>
        <source>A message of the git worker cannot be read.</source>
        <translation>无法读取 git 工作进程的消息。</translation>
    </message>
</context>
<context>
    <name>rijian::git::WorkerBackend</name>
    <message>
        <source>it is of version %1</source>
        <translation>其版本为 %1</translation>
    </message>
    <message>
        <source>it does not greet as Rijian&apos;s own does</source>
        <translation>它的应答不像是日鉴自带的程序</translation>
    </message>
    <message>
        <source>it closed its output</source>
        <translation>它关闭了输出</translation>
    </message>
    <message>
        <source>If that happens again, delete the folder %1 and fetch the repository again.</source>
        <translation>如再次发生，请删除文件夹 %1 并重新获取该仓库。</translation>
    </message>
    <message>
        <source>Run “git fsck” in %1: the repository may be damaged.</source>
        <translation>请在 %1 中运行“git fsck”：仓库可能已损坏。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>This is too much to be asked at once.</source>
        <translation>一次请求的内容过多。</translation>
    </message>
    <message>
        <source>The program %1 cannot be used (%2): reinstall Rijian.</source>
        <translation>程序 %1 无法使用（%2）：请重新安装日鉴。</translation>
    </message>
    <message>
        <source>This repository makes git hang: no response for %1 s.</source>
        <translation>该仓库使 git 卡住：已有 %1 秒没有响应。</translation>
    </message>
    <message>
        <source>git&apos;s answer for this repository cannot be understood.</source>
        <translation>该仓库使 git 返回了无法理解的内容。</translation>
    </message>
    <message>
        <source>The program that reads this repository was killed (SIGKILL); the memory may have run out.</source>
        <translation>读取该仓库的程序被强行终止（SIGKILL），可能是内存耗尽。</translation>
    </message>
    <message>
        <source>This repository makes git crash (%1).</source>
        <translation>该仓库使 git 崩溃（%1）。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::AddressCheck</name>
    <message>
        <source>Folder: %1, read in place</source>
        <translation>文件夹：%1，就地读取</translation>
    </message>
    <message>
        <source>%1 over ssh: %2</source>
        <translation>%1，通过 ssh：%2</translation>
    </message>
    <message>
        <source>%1, neither encrypted nor verified: %2</source>
        <translation>%1，未加密且不验证身份：%2</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::DailyReport</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::jobs::DailyRun</name>
    <message>
        <source>The daily run failed and no report was written. %1</source>
        <translation>每日任务失败，未生成报告。%1</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>The daily run was put off: no repository could be reached.</source>
        <translation>每日任务已推迟：所有仓库都无法连接。</translation>
    </message>
    <message>
        <source>No report was written: no folder is chosen for reports.</source>
        <translation>没有写报告：还没有选定报告目录。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::Delivering</name>
    <message>
        <source>nothing to send</source>
        <translation>没有要发送的内容</translation>
    </message>
    <message>
        <source>delivered before; not sent again</source>
        <translation>此前已送达，不再发送</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>delivered %1 of %2 messages</source>
        <translation>已送达 %1/%2 条消息</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Message %1 of %2 may have been delivered, so it is not sent again (--again sends all anew): %3</source>
        <translation>第 %1/%2 条消息可能已送达，因此不再发送（--again 可全部重发）：%3</translation>
    </message>
    <message>
        <source>The program ended while it was sent.</source>
        <translation>发送过程中程序已退出。</translation>
    </message>
    <message>
        <source>%1 The next run goes on with message %2 of %3.</source>
        <translation>%1下次运行从第 %2/%3 条消息继续。</translation>
    </message>
    <message>
        <source>%1 is there already as it is</source>
        <translation>%1 已存在且没有变化</translation>
    </message>
    <message>
        <source>%1 committed and pushed</source>
        <translation>%1 已提交并推送</translation>
    </message>
    <message>
        <source>%1 committed</source>
        <translation>%1 已提交</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::DeliveryDesk</name>
    <message>
        <source>What the keychain has of “%1” cannot be read: enter both the address and the signing key, or tick that messages are not signed.</source>
        <translation>无法读取密钥环中“%1”的内容：请同时填写地址和签名密钥，或勾选消息不签名。</translation>
    </message>
    <message>
        <source>Not sent: something is being delivered right now, by the daily run or by another Rijian. Try again when it is done.</source>
        <translation>未发送：每日任务或另一个日鉴正在投递，请等它完成后再试。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::Evaluation</name>
    <message>
        <source>Card %1 of the file has no “sha” of 40 hexadecimal digits.</source>
        <translation>文件中的第 %1 张卡片没有 40 位十六进制的“sha”。</translation>
    </message>
    <message>
        <source>Card %1 of the file (%2) needs “types” and an “importance” of 高, 中 or 低.</source>
        <translation>文件中的第 %1 张卡片（%2）需要“types”，以及取值为高、中或低的“importance”。</translation>
    </message>
    <message>
        <source>This is not a file of labeled cards: it has to be a JSON object (%1 at byte %2).</source>
        <translation>这不是带标注的卡片文件：它应是一个 JSON 对象（第 %2 字节处：%1）。</translation>
    </message>
    <message>
        <source>The file does not say which “repository” its commits are of.</source>
        <translation>文件没有写明提交所属的“repository”。</translation>
    </message>
    <message>
        <source>The file does not say between which days its commits lie: “first”, “last” and “timezone”.</source>
        <translation>文件没有写明提交所在的日期范围：“first”“last”和“timezone”。</translation>
    </message>
    <message>
        <source>The file needs between 1 and %1 “cards”.</source>
        <translation>文件需要 1 到 %1 张“cards”。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::ImportPlaces</name>
    <message>
        <source>Line %1: “%2” is not a repository&apos;s name.</source>
        <translation>第 %1 行：“%2”不是仓库名。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::Importer</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>It cannot be read (%1): check the name and its permissions.</source>
        <translation>无法读取（%1）：请检查文件名和权限。</translation>
    </message>
    <message>
        <source>%1 does not exist: give a report or a folder with reports.</source>
        <translation>%1 不存在：请给出一份报告或存放报告的文件夹。</translation>
    </message>
    <message>
        <source>%1 holds more than %2 files: give a folder with reports.</source>
        <translation>%1 中的文件超过 %2 个：请给出存放报告的文件夹。</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 files; what was imported is kept.</source>
        <translation>已在 %2 个文件中的第 %1 个之后停止；已导入的内容会保留。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::Inspector</name>
    <message>
        <source>Something else was asked for.</source>
        <translation>已改为查看其他内容。</translation>
    </message>
    <message>
        <source>The commit was not read.</source>
        <translation>未读取该提交。</translation>
    </message>
    <message>
        <source>The file changed while it was read.</source>
        <translation>读取文件时它变了。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::JobRunner</name>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>receiving</source>
        <translation>正在接收</translation>
    </message>
    <message>
        <source>resolving</source>
        <translation>正在处理增量</translation>
    </message>
    <message>
        <source>fetching deeper</source>
        <translation>正在获取更早的历史</translation>
    </message>
    <message>
        <source>reading commits</source>
        <translation>正在读取提交</translation>
    </message>
    <message>
        <source>The repository of this job is no longer tracked.</source>
        <translation>该作业的仓库已不再跟踪。</translation>
    </message>
    <message>
        <source>listing</source>
        <translation>正在列出</translation>
    </message>
    <message>
        <source>This version does not know jobs of the kind “%1”.</source>
        <translation>当前版本不支持“%1”类型的作业。</translation>
    </message>
    <message>
        <source>The job does not say which commits are meant.</source>
        <translation>作业没有指明是哪些提交。</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) could not be read; the first: %1</source>
        <translation>
            <numerusform>有 %n 个提交无法读取；第一个：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) have no card from the model</source>
        <translation>
            <numerusform>%n 个提交没有模型的卡片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model made no card for any of %n commit(s)</source>
        <translation>
            <numerusform>模型没有为 %n 个提交中的任何一个生成卡片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 The rules&apos; cards are used instead; trying again makes only what is missing.</source>
        <translation>%1：%2 暂由规则的卡片代替；重试只补做缺少的部分。</translation>
    </message>
    <message>
        <source>asking the model</source>
        <translation>正在询问模型</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::ModelRun</name>
    <message>
        <source>The commit could not be read.</source>
        <translation>无法读取该提交。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::ModelSetup</name>
    <message>
        <source>There is no key for %1: enter it in the settings, or set %2.</source>
        <translation>没有 %1 的密钥：请在设置中输入，或设置 %2。</translation>
    </message>
    <message>
        <source>The provider “%1” is not known: choose one in the settings, or give its base address.</source>
        <translation>不认识服务商“%1”：请在设置中选择，或给出接口地址。</translation>
    </message>
    <message>
        <source>No model is chosen for %1: choose one in the settings.</source>
        <translation>尚未为 %1 选择模型：请在设置中选择。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::Pipeline</name>
    <message>
        <source>%1 is no longer tracked, but its mirror %2 could not be deleted: delete it by hand.</source>
        <translation>%1 已不再跟踪，但其镜像 %2 无法删除：请手动删除。</translation>
    </message>
    <message>
        <source>the mirror was damaged and has been recreated</source>
        <translation>镜像已损坏，已重新创建</translation>
    </message>
    <message>
        <source>branch %1 was force-pushed: commits may have gone from it</source>
        <translation>分支 %1 被强制推送：其中的提交可能已消失</translation>
    </message>
    <message>
        <source>the default branch is now %1 (it was %2)</source>
        <translation>默认分支现为 %1（原为 %2）</translation>
    </message>
    <message>
        <source>the remote&apos;s own history does not reach back that far</source>
        <translation>远端自身的历史没有那么早</translation>
    </message>
    <message>
        <source>The history fetched does not reach back to %1; fetch it deeper.</source>
        <translation>已获取的历史没有到 %1：请获取更早的历史。</translation>
    </message>
    <message>
        <source>No analysis is set up.</source>
        <translation>未配置分析。</translation>
    </message>
    <message>
        <source>The commit could not be read.</source>
        <translation>无法读取该提交。</translation>
    </message>
    <message>
        <source>%1 may not be sent to a model: allow it in the repository&apos;s menu (or with “rijian-cli repo share”), or in the settings for all.</source>
        <translation>%1 不允许发给模型：请在仓库的菜单中（或用“rijian-cli repo share”）允许，或在设置中对全部允许。</translation>
    </message>
    <message>
        <source>%1 came with a report that does not tell its address: give it with “rijian-cli repo add ADDRESS --name %1”.</source>
        <translation>%1 来自一份没有写明地址的报告：请用“rijian-cli repo add ADDRESS --name %1”给出地址。</translation>
    </message>
    <message>
        <source>%1 came with reports, and none of them tells of %2: fetch it with “rijian-cli fetch %1”.</source>
        <translation>%1 来自导入的报告，其中没有 %2 的内容：请用“rijian-cli fetch %1”获取。</translation>
    </message>
    <message>
        <source>Nothing was fetched yet: fetch the repository first.</source>
        <translation>尚未获取过：请先获取该仓库。</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::RunLock</name>
    <message>
        <source>%1 cannot be opened: check the permissions.</source>
        <translation>无法打开 %1：请检查权限。</translation>
    </message>
    <message>
        <source>Another Rijian is doing this right now: try again when it is done.</source>
        <translation>另一个日鉴程序正在执行此操作：请待其完成后再试。</translation>
    </message>
    <message>
        <source>%1 cannot be locked: is the data folder on a disk of this machine?</source>
        <translation>无法锁定 %1：数据文件夹是否在本机磁盘上？</translation>
    </message>
</context>
<context>
    <name>rijian::jobs::Workspace</name>
    <message>
        <source>The commit is no longer stored.</source>
        <translation>该提交已不在库中。</translation>
    </message>
    <message>
        <source>There are no commits to report on %1.</source>
        <translation>%1 没有可报告的提交。</translation>
    </message>
    <message>
        <source>No model is set up: choose one in the settings.</source>
        <translation>尚未设置模型：请在设置中选择一个。</translation>
    </message>
    <message>
        <source>There is nothing new since the last export.</source>
        <translation>上次导出之后没有新的内容。</translation>
    </message>
    <message>
        <source>The report is too long for the clipboard: export it to a file.</source>
        <translation>报告太长，放不进剪贴板：请导出为文件。</translation>
    </message>
    <message>
        <source>No commit of %1 is as important as that: choose a lower importance.</source>
        <translation>%1 没有达到该重要程度的提交：请选较低的重要程度。</translation>
    </message>
    <message>
        <source>Something else was asked for.</source>
        <translation>已有新的请求。</translation>
    </message>
</context>
<context>
    <name>rijian::models::ChangedFilesModel</name>
    <message>
        <source>viewed</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>rijian::models::ChangesModel</name>
    <message numerus="yes">
        <source>and %n more line(s)</source>
        <translation>
            <numerusform>还有 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>removed: %1</source>
        <translation>删除：%1</translation>
    </message>
    <message>
        <source>added: %1</source>
        <translation>新增：%1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1，第 %2 行：%3</translation>
    </message>
    <message>
        <source>%1, removed line %2: %3</source>
        <translation>%1，已删除的第 %2 行：%3</translation>
    </message>
</context>
<context>
    <name>rijian::models::CommitsModel</name>
    <message>
        <source>Authored %1
Committed %2</source>
        <translation>作者时间 %1
提交时间 %2</translation>
    </message>
    <message>
        <source>Your own: %1. The card says: %2</source>
        <translation>你的判断：%1；分析卡片：%2</translation>
    </message>
    <message>
        <source>By the built-in rules</source>
        <translation>由内置规则分析</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) changed</source>
        <translation>
            <numerusform>变更 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>重要程度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>提交说明</translation>
    </message>
    <message>
        <source>+/−</source>
        <translation>+/−</translation>
    </message>
    <message>
        <source>Model: %1, rules: %2</source>
        <translation>模型：%1，规则：%2</translation>
    </message>
    <message>
        <source>The card was made from a part of the commit</source>
        <translation>卡片只依据该提交的一部分生成</translation>
    </message>
    <message>
        <source>The model&apos;s last try made no card; analyzing again tries once more</source>
        <translation>模型上次没有生成卡片；重新分析会再试一次</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>%1 到期</translation>
    </message>
    <message>
        <source>By your rule %1. The card says: %2</source>
        <translation>由你的规则 %1 决定。卡片为：%2</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::models::FileLabels</name>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>type changed</source>
        <translation>类型变更</translation>
    </message>
    <message>
        <source>modified</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>binary</source>
        <translation>二进制</translation>
    </message>
    <message>
        <source>submodule</source>
        <translation>子模块</translation>
    </message>
    <message>
        <source>symbolic link</source>
        <translation>符号链接</translation>
    </message>
    <message>
        <source>now executable</source>
        <translation>改为可执行</translation>
    </message>
    <message>
        <source>no longer executable</source>
        <translation>改为不可执行</translation>
    </message>
    <message>
        <source>executable</source>
        <translation>可执行</translation>
    </message>
    <message>
        <source>lines added: %1</source>
        <translation>新增 %1 行</translation>
    </message>
    <message>
        <source>lines removed: %1</source>
        <translation>删除 %1 行</translation>
    </message>
    <message>
        <source>mixed line endings</source>
        <translation>行尾混用</translation>
    </message>
    <message>
        <source>no newline at end of file</source>
        <translation>末尾无换行</translation>
    </message>
    <message>
        <source>Git LFS pointer (%1)</source>
        <translation>Git LFS 指针（%1）</translation>
    </message>
    <message>
        <source>⚠ invisible characters</source>
        <translation>⚠ 含不可见字符</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>content missing or damaged</source>
        <translation>内容缺失或已损坏</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>不作比较</translation>
    </message>
</context>
<context>
    <name>rijian::models::FileTreeModel</name>
    <message>
        <source>Folder %1</source>
        <translation>目录 %1</translation>
    </message>
</context>
<context>
    <name>rijian::models::JobsModel</name>
    <message>
        <source>Fetch %1</source>
        <translation>获取 %1</translation>
    </message>
    <message>
        <source>Analyze %1, %2</source>
        <translation>分析 %1，%2</translation>
    </message>
    <message>
        <source>List %1, %2</source>
        <translation>列出 %1，%2</translation>
    </message>
    <message numerus="yes">
        <source>Analyze %1, %n commit(s)</source>
        <translation>
            <numerusform>分析 %1，%n 个提交</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>retry at %1: %2</source>
        <translation>%1 重试：%2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>rijian::models::RepositoriesModel</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>not fetched yet</source>
        <translation>尚未获取</translation>
    </message>
    <message>
        <source>fetched %1</source>
        <translation>获取于 %1</translation>
    </message>
    <message>
        <source>Branches: %1</source>
        <translation>分支：%1</translation>
    </message>
    <message>
        <source>Last fetch: %1</source>
        <translation>上次获取：%1</translation>
    </message>
    <message>
        <source>May be sent to the model</source>
        <translation>允许发送给模型</translation>
    </message>
    <message>
        <source>Never sent to a model</source>
        <translation>不会发送给模型</translation>
    </message>
    <message>
        <source>%1: %2 commits, %3 high, %4 to review; %5</source>
        <translation>%1：%2 个提交，高 %3，待看 %4；%5</translation>
    </message>
    <message>
        <source>All repositories</source>
        <translation>全部仓库</translation>
    </message>
</context>
<context>
    <name>rijian::models::Words</name>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>Follow up</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待看</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>功能增强</translation>
    </message>
    <message>
        <source>Bug fix</source>
        <translation>Bug修复</translation>
    </message>
    <message>
        <source>Performance</source>
        <translation>性能优化</translation>
    </message>
    <message>
        <source>Refactoring</source>
        <translation>重构</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Dependency</source>
        <translation>依赖更新</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全修复</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>%1 (simplified Chinese)</source>
        <translation>%1（简体中文）</translation>
    </message>
    <message>
        <source>%1 (traditional Chinese)</source>
        <translation>%1（繁体中文）</translation>
    </message>
    <message>
        <source>%1 (Japanese)</source>
        <translation>%1（日文）</translation>
    </message>
    <message>
        <source>%1 (Korean)</source>
        <translation>%1（韩文）</translation>
    </message>
    <message>
        <source>%1 (Western European)</source>
        <translation>%1（西欧）</translation>
    </message>
    <message>
        <source>%1 (Cyrillic)</source>
        <translation>%1（西里尔文）</translation>
    </message>
</context>
<context>
    <name>rijian::report::Forms</name>
    <message>
        <source>A PDF is printed from the page: choose the format html, or print in the window.</source>
        <translation>PDF 由网页打印而成：请用 html 格式，或在窗口中打印。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2): choose another file, or check the folder, its permissions and the free space.</source>
        <translation>无法写入 %1（%2）：请另选文件，或检查文件夹、权限和可用空间。</translation>
    </message>
</context>
<context>
    <name>rijian::report::Markdown</name>
    <message>
        <source>%1 cannot be written (%2): choose another file, or check the folder, its permissions and the free space.</source>
        <translation>无法写入 %1（%2）：请另选文件，或检查文件夹、权限和可用空间。</translation>
    </message>
</context>
<context>
    <name>rijian::report::Output</name>
    <message>
        <source>The report grows beyond %1 MB: choose fewer days or repositories.</source>
        <translation>报告超过 %1 MB：请减少天数或仓库。</translation>
    </message>
    <message>
        <source>The report cannot be written (%1): check the free space.</source>
        <translation>无法写入报告（%1）：请检查可用空间。</translation>
    </message>
    <message>
        <source>Stopped: nothing was written.</source>
        <translation>已停止：没有写入任何内容。</translation>
    </message>
</context>
<context>
    <name>rijian::report::Reader</name>
    <message>
        <source>Line 1: the file is empty; a report begins with “# 每日更新报告（2026-01-07）”.</source>
        <translation>第 1 行：文件是空的；报告以“# 每日更新报告（2026-01-07）”开头。</translation>
    </message>
    <message>
        <source>“%1” and, below it, “%2”, “%3” or “%4”</source>
        <translation>“%1”及其下的“%2”、“%3”或“%4”</translation>
    </message>
    <message>
        <source>an empty line</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>%1 commits, as its header line says</source>
        <translation>共 %1 个提交（如开头的统计行所述）</translation>
    </message>
    <message>
        <source>an empty line, as every report ends with (add one if nothing is missing)</source>
        <translation>报告结尾的空行（如果内容完整，请补一个空行）</translation>
    </message>
    <message>
        <source>%1 commits, as the groups&apos; headings say</source>
        <translation>共 %1 个提交（如各组标题所述）</translation>
    </message>
    <message>
        <source>“---” behind the last commit</source>
        <translation>最后一个提交之后的“---”</translation>
    </message>
    <message>
        <source>The file is larger than any report (%1 MiB).</source>
        <translation>文件超过了报告的最大尺寸（%1 MiB）。</translation>
    </message>
    <message>
        <source>Line %1: %2 expected, not “%3”.</source>
        <translation>第 %1 行：此处应为 %2，而不是“%3”。</translation>
    </message>
    <message>
        <source>Line %1: the report breaks off here; expected: %2.</source>
        <translation>第 %1 行：报告在此中断；此处应有：%2。</translation>
    </message>
    <message>
        <source>a commit&apos;s address or whole SHA</source>
        <translation>提交的网址或完整 SHA</translation>
    </message>
</context>
<context>
    <name>rijian::report::Template</name>
    <message>
        <source>There is no template %1.</source>
        <translation>没有模板 %1。</translation>
    </message>
    <message>
        <source>The template %1 cannot be read (%2).</source>
        <translation>无法读取模板 %1（%2）。</translation>
    </message>
    <message>
        <source>%1 is not a template: it is larger than %2 KB.</source>
        <translation>%1 不是模板：它大于 %2 KB。</translation>
    </message>
    <message>
        <source>There is no template “%1”: put %1.md or %1.html into %2 (docs/TEMPLATES.md).</source>
        <translation>没有模板“%1”：请把 %1.md 或 %1.html 放入 %2（见 docs/TEMPLATES.md）。</translation>
    </message>
    <message>
        <source>There is no template “%1”; there are: %2.</source>
        <translation>没有模板“%1”；现有：%2。</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1，第 %2 行：%3</translation>
    </message>
    <message>
        <source>“%1” is not closed with “%2” on its line.</source>
        <translation>“%1”没有在同一行用“%2”结束。</translation>
    </message>
    <message>
        <source>more than %1 places: shorten the template.</source>
        <translation>超过 %1 处：请缩短模板。</translation>
    </message>
    <message>
        <source>there is no value “%1”; docs/TEMPLATES.md lists them.</source>
        <translation>没有名为“%1”的值；docs/TEMPLATES.md 列出了全部。</translation>
    </message>
    <message>
        <source>“%1” stands outside of the {% for %} that it needs.</source>
        <translation>“%1”不在它所需的 {% for %} 之内。</translation>
    </message>
    <message>
        <source>“raw” is only for Markdown: in a page, other people&apos;s text is always escaped.</source>
        <translation>“raw”只能用于 Markdown：网页中他人的文字总会被转义。</translation>
    </message>
    <message>
        <source>there is no “|%1”; there are |line, |cut:80 and, in Markdown, |raw.</source>
        <translation>没有“|%1”；可用 |line、|cut:80，Markdown 中还有 |raw。</translation>
    </message>
    <message>
        <source>values are not allowed inside &lt;%1&gt;: other people&apos;s text cannot be made safe there.</source>
        <translation>&lt;%1&gt; 内不能放值：他人的文字在其中无法安全转义。</translation>
    </message>
    <message>
        <source>write {% if value %}, {% if not value %} or {% if value == &quot;word&quot; %}.</source>
        <translation>请写 {% if value %}、{% if not value %} 或 {% if value == &quot;word&quot; %}。</translation>
    </message>
    <message>
        <source>repositories cannot be gone through inside of a commit.</source>
        <translation>在提交之内不能遍历仓库。</translation>
    </message>
    <message>
        <source>files are a commit&apos;s: {% for commit in commits %} comes first.</source>
        <translation>文件属于提交：请先写 {% for commit in commits %}。</translation>
    </message>
    <message>
        <source>more than %1 loops over commits: shorten the template.</source>
        <translation>遍历提交超过 %1 次：请缩短模板。</translation>
    </message>
    <message>
        <source>there are three loops: {% for repository in repositories %}, {% for commit in commits %} (also commits.high, .medium, .low, .unknown) and {% for file in commit.files %}.</source>
        <translation>循环有三种：{% for repository in repositories %}、{% for commit in commits %}（还有 commits.high、.medium、.low、.unknown）和 {% for file in commit.files %}。</translation>
    </message>
    <message>
        <source>a loop cannot stand inside of another of its kind.</source>
        <translation>循环之内不能再有同类循环。</translation>
    </message>
    <message>
        <source>“{% %1 %}” has no meaning here.</source>
        <translation>“{% %1 %}”在此没有意义。</translation>
    </message>
    <message>
        <source>more than %1 blocks inside one another.</source>
        <translation>嵌套超过 %1 层。</translation>
    </message>
    <message>
        <source>“{% %1 %}” is missing for what begins here.</source>
        <translation>此处开始的块缺少“{% %1 %}”。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::storage::Database</name>
    <message>
        <source>The data folder %1 cannot be created: choose another with --data-dir, or check its permissions.</source>
        <translation>无法创建数据文件夹 %1：请用 --data-dir 另选，或检查权限。</translation>
    </message>
    <message>
        <source>The database %1 is in use by another program that does not let go: close it, then try again.</source>
        <translation>数据库 %1 一直被另一个程序占用：请关闭它后重试。</translation>
    </message>
    <message>
        <source>The database %1 cannot be opened or written: check the permissions of the file and its folder.</source>
        <translation>无法打开或写入数据库 %1：请检查文件及其文件夹的权限。</translation>
    </message>
    <message>
        <source>The database %1 cannot be written: the disk is full or failing. Nothing saved before is lost.</source>
        <translation>无法写入数据库 %1：磁盘已满或有故障。之前保存的内容没有丢失。</translation>
    </message>
    <message>
        <source>The database %1 is damaged. Move it away (a backup may lie beside it as rijian.db.before-v*); repositories and reports can be made again.</source>
        <translation>数据库 %1 已损坏。请将其移走（旁边可能有备份 rijian.db.before-v*）；仓库和报告可以重新生成。</translation>
    </message>
    <message>
        <source>The database %1 refused a statement (%2).</source>
        <translation>数据库 %1 拒绝执行语句（%2）。</translation>
    </message>
    <message>
        <source>%1 is a database of another program: choose another data folder.</source>
        <translation>%1 是其他程序的数据库：请另选数据文件夹。</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of Rijian (schema %2, this program knows %3): update this program, or choose another data folder.</source>
        <translation>%1 由更新版本的日鉴创建（结构版本 %2，本程序支持到 %3）：请更新本程序，或另选数据文件夹。</translation>
    </message>
    <message>
        <source>Migration %1 is missing from this program.</source>
        <translation>本程序缺少数据迁移 %1。</translation>
    </message>
    <message>
        <source>The backup %1 cannot be written: check the folder&apos;s permissions and the free space.</source>
        <translation>无法写入备份 %1：请检查文件夹权限和可用空间。</translation>
    </message>
</context>
<context>
    <name>rijian::storage::DeliveryStore</name>
    <message>
        <source>There is no target “%1”: “rijian-cli deliver list” names them.</source>
        <translation>没有名为“%1”的投递目标：可用“rijian-cli deliver list”查看。</translation>
    </message>
    <message>
        <source>There is a target “%1” already.</source>
        <translation>已有名为“%1”的投递目标。</translation>
    </message>
</context>
<context>
    <name>rijian::storage::JobStore</name>
    <message>
        <source>The repository of this job is no longer tracked.</source>
        <translation>该作业的仓库已不再跟踪。</translation>
    </message>
</context>
<context>
    <name>rijian::storage::OwnRuleStore</name>
    <message numerus="yes">
        <source>At most %n rule(s).</source>
        <translation>
            <numerusform>最多 %n 条规则。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>rijian::storage::RepositoryStore</name>
    <message>
        <source>No repository “%1” is tracked; none is: add one with “repo add ADDRESS”.</source>
        <translation>没有跟踪仓库“%1”；目前未跟踪任何仓库：请用“repo add ADDRESS”添加。</translation>
    </message>
    <message>
        <source>No repository “%1” is tracked; there are: %2.</source>
        <translation>没有跟踪仓库“%1”；现有：%2。</translation>
    </message>
    <message>
        <source>%1 is tracked already, as “%2”.</source>
        <translation>%1 已在跟踪，名称为“%2”。</translation>
    </message>
    <message>
        <source>The name “%1” is taken by another repository: choose one with --name.</source>
        <translation>名称“%1”已被其他仓库使用：请用 --name 指定一个。</translation>
    </message>
    <message>
        <source>The name “%1” is taken by another repository.</source>
        <translation>名称“%1”已被其他仓库使用。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::storage::SearchStore</name>
    <message>
        <source>No repository is called “%1”.</source>
        <translation>没有名为“%1”的仓库。</translation>
    </message>
    <message>
        <source>A saved search needs a name.</source>
        <translation>保存搜索需要一个名称。</translation>
    </message>
    <message>
        <source>There is a search “%1” already.</source>
        <translation>已有名为“%1”的搜索。</translation>
    </message>
    <message>
        <source>Something else is looked for.</source>
        <translation>已改为搜索其他内容。</translation>
    </message>
</context>
<context>
    <name>rijian::storage::TriageStore</name>
    <message>
        <source>The repository of these commits is no longer tracked.</source>
        <translation>这些提交所属的仓库已不再跟踪。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::About</name>
    <message>
        <source>About Rijian</source>
        <translation>关于日鉴</translation>
    </message>
    <message>
        <source>What changed in the repositories you follow, day by day: which commits matter, why, and what to do about them.

Free software under the GNU General Public License, version 3 or later.</source>
        <translation>逐日查看所关注仓库的变更：哪些提交重要、为什么重要、该如何处理。

自由软件，采用 GNU 通用公共许可证第 3 版或更高版本授权。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::AddDialog</name>
    <message>
        <source>Add Repository</source>
        <translation>添加仓库</translation>
    </message>
    <message>
        <source>&amp;Address, owner/name, or a folder:</source>
        <translation>地址、owner/name 或文件夹(&amp;A)：</translation>
    </message>
    <message>
        <source>Press Enter to add it. Several may be pasted, one a line.</source>
        <translation>按 Enter 添加。可一次粘贴多个，每行一个。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>rijian::ui::AddressField</name>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>https://github.com/owner/name, owner/name or a local folder</source>
        <translation>https://github.com/owner/name、owner/name 或本地文件夹</translation>
    </message>
    <message>
        <source>Address of a repository</source>
        <translation>仓库地址</translation>
    </message>
    <message numerus="yes">
        <source>At most %n addresses at once.</source>
        <translation>
            <numerusform>一次最多添加 %n 个地址。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n repositories: %1</source>
        <translation>
            <numerusform>%n 个仓库：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::ui::AnalysisPage</name>
    <message>
        <source>Analysis</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Analyze new commits after each &amp;fetch</source>
        <translation>每次获取后分析新提交(&amp;F)</translation>
    </message>
    <message>
        <source>Built-in rules only</source>
        <translation>仅内置规则</translation>
    </message>
    <message>
        <source>&amp;Provider:</source>
        <translation>服务商(&amp;P)：</translation>
    </message>
    <message>
        <source>Base &amp;address:</source>
        <translation>接口地址(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;Model:</source>
        <translation>模型(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source> thousand tokens</source>
        <translation> 千 token</translation>
    </message>
    <message>
        <source>&amp;Share all repositories with the model</source>
        <translation>允许将所有仓库发送给模型(&amp;S)</translation>
    </message>
    <message>
        <source>Privacy:</source>
        <translation>隐私：</translation>
    </message>
    <message>
        <source>The messages and changed lines of their commits are then sent to the provider. When this is off, only repositories that you share one by one (Edit repository) are sent; all others are analyzed on this computer.</source>
        <translation>开启后，所有仓库的提交说明和变更内容都会发送给服务商。关闭时，只发送逐个允许的仓库（在“编辑仓库”中设置），其余仓库只在本机分析。</translation>
    </message>
    <message>
        <source>Before Analyze, sho&amp;w what will be sent and what it costs</source>
        <translation>分析前先显示将发送的内容和费用(&amp;W)</translation>
    </message>
    <message>
        <source>Fallback Provider</source>
        <translation>备用服务商</translation>
    </message>
    <message>
        <source>Provider:</source>
        <translation>服务商：</translation>
    </message>
    <message>
        <source>Base address:</source>
        <translation>接口地址：</translation>
    </message>
    <message>
        <source>Model:</source>
        <translation>模型：</translation>
    </message>
    <message>
        <source>Key:</source>
        <translation>密钥：</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Asked when the first one cannot be reached, refuses, or has no quota left. Where it fails as well, the rules&apos; card is used instead.</source>
        <translation>首选服务商无法连接、拒绝请求或额度用完时改用它。它也失败时，由规则的卡片代替。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>&amp;Daily tokens:</source>
        <translation>每日 token(&amp;D)：</translation>
    </message>
    <message>
        <source>Daily c&amp;ost:</source>
        <translation>每日费用(&amp;O)：</translation>
    </message>
    <message>
        <source>A day&apos;s cost counts in the currency of the model&apos;s prices. At a limit the run stops, with the most important commits done first.</source>
        <translation>费用按模型价格的币种计算。达到上限时停止分析，最重要的提交总是最先完成。</translation>
    </message>
    <message>
        <source>Co&amp;ncurrent requests:</source>
        <translation>同时请求数(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Requests a minute:</source>
        <translation>每分钟请求数(&amp;R)：</translation>
    </message>
    <message>
        <source>Tokens a min&amp;ute:</source>
        <translation>每分钟 token(&amp;U)：</translation>
    </message>
    <message>
        <source>Conte&amp;xt size:</source>
        <translation>上下文大小(&amp;X)：</translation>
    </message>
    <message>
        <source>Model default</source>
        <translation>按模型默认</translation>
    </message>
    <message>
        <source>Prompts and Prices</source>
        <translation>提示词与价格</translation>
    </message>
    <message>
        <source>Edit Prompts…</source>
        <translation>编辑提示词…</translation>
    </message>
    <message>
        <source>Edit Prices…</source>
        <translation>编辑价格…</translation>
    </message>
    <message>
        <source>Opens copies of your own, which are used in place of the program&apos;s. Delete one to have the program&apos;s again. Changes take effect the next time you click OK here.</source>
        <translation>打开你自己的副本，程序会用它们代替内置文件。删除某个副本即可恢复内置的。修改在此处下次点“确定”后生效。</translation>
    </message>
    <message>
        <source>Ready: %1</source>
        <translation>已就绪：%1</translation>
    </message>
    <message>
        <source>No application is set to open it. The file is %1</source>
        <translation>没有可打开它的程序，文件位于：%1</translation>
    </message>
    <message>
        <source>Tell the model which importance I &amp;gave other commits</source>
        <translation>把我给其他提交定的重要程度告诉模型(&amp;G)</translation>
    </message>
    <message>
        <source>The subjects of the last 8 commits of the repository that you rated differently from their card go along as examples, with both ratings. Existing cards do not change.</source>
        <translation>本仓库中你的评级与卡片不同的最近 8 个提交，其标题和两种评级会作为示例一并发送。已有的卡片不会改变。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::BlameController</name>
    <message>
        <source>The line was not found.</source>
        <translation>没有找到这一行。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::BlamePopup</name>
    <message>
        <source>&amp;Go to This Commit</source>
        <translation>转到此提交(&amp;G)</translation>
    </message>
    <message>
        <source>Open at the &amp;Web Host</source>
        <translation>在托管网站打开(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Copy SHA</source>
        <translation>复制 SHA(&amp;C)</translation>
    </message>
    <message>
        <source>Try &amp;Again</source>
        <translation>重试(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Where the line comes from</source>
        <translation>此行的来历</translation>
    </message>
    <message>
        <source>Looking for the commit</source>
        <translation>正在查找提交</translation>
    </message>
    <message>
        <source>Looking for the commit that wrote this line…</source>
        <translation>正在查找写下此行的提交…</translation>
    </message>
    <message>
        <source>(no message)</source>
        <translation>（没有说明）</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>There it was line %1 of %2.</source>
        <translation>当时是 %2 的第 %1 行。</translation>
    </message>
    <message>
        <source>There it was line %1.</source>
        <translation>当时是第 %1 行。</translation>
    </message>
    <message>
        <source>Older history was not fetched: the line is from this commit or an older one.</source>
        <translation>更早的历史尚未获取：此行出自这个提交，或更早的提交。</translation>
    </message>
    <message>
        <source>This is the commit you are reading.</source>
        <translation>就是你正在看的这个提交。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The line&apos;s commit cannot be told</source>
        <translation>无法得知此行出自哪个提交</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>Its day was not listed yet: that is done when you go there.</source>
        <translation>当天的提交尚未列出：转到该提交时会列出。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::CardBrowser</name>
    <message>
        <source>Analysis card</source>
        <translation>分析卡片</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy Link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Original Size</source>
        <translation>原始大小</translation>
    </message>
</context>
<context>
    <name>rijian::ui::CardComparison</name>
    <message>
        <source>One of the cards has no fields that could be compared.</source>
        <translation>其中一张卡片没有可逐项对比的字段。</translation>
    </message>
    <message>
        <source>Both judge alike.</source>
        <translation>两者判断一致。</translation>
    </message>
    <message>
        <source>They judge differently: %1</source>
        <translation>判断不一致：%1</translation>
    </message>
</context>
<context>
    <name>rijian::ui::CardView</name>
    <message>
        <source>Analysis card</source>
        <translation>分析卡片</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Select a commit to see its analysis.</source>
        <translation>选择一个提交以查看分析。</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Open in Browser</source>
        <translation>在浏览器中打开</translation>
    </message>
    <message>
        <source>Analyze Again</source>
        <translation>重新分析</translation>
    </message>
    <message>
        <source>Analyze</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>The card&apos;s display ended unexpectedly several times. &lt;a href=&quot;reload&quot;&gt;Show it again&lt;/a&gt;</source>
        <translation>分析卡片的显示进程多次意外退出。&lt;a href=&quot;reload&quot;&gt;重新显示&lt;/a&gt;</translation>
    </message>
    <message>
        <source>The card&apos;s display ended unexpectedly and was started again.</source>
        <translation>分析卡片的显示进程意外退出，已重新启动。</translation>
    </message>
    <message>
        <source>Compare Cards</source>
        <translation>对比卡片</translation>
    </message>
    <message>
        <source>Card shown</source>
        <translation>显示谁的卡片</translation>
    </message>
    <message>
        <source>Card to compare with</source>
        <translation>旁边是谁的卡片</translation>
    </message>
</context>
<context>
    <name>rijian::ui::CardWriter</name>
    <message>
        <source>committed %1</source>
        <translation>提交于 %1</translation>
    </message>
    <message numerus="yes">
        <source>merge of %n parents</source>
        <translation>
            <numerusform>合并 %n 个父提交</numerusform>
        </translation>
    </message>
    <message>
        <source>first commit</source>
        <translation>首个提交</translation>
    </message>
    <message>
        <source>set by you</source>
        <translation>由你评定</translation>
    </message>
    <message>
        <source>set by you; the card says %1</source>
        <translation>由你评定；分析卡片评为 %1</translation>
    </message>
    <message>
        <source>Rule-based analysis</source>
        <translation>规则分析</translation>
    </message>
    <message>
        <source>Commit message</source>
        <translation>提交说明</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>%1 到期</translation>
    </message>
    <message>
        <source>The new analysis failed.</source>
        <translation>重新分析失败。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The model&apos;s analysis failed; the rules&apos; card is used instead.</source>
        <translation>模型分析失败，暂用规则分析的卡片。</translation>
    </message>
    <message>
        <source>The card is too long to be shown whole. “Copy as Markdown” copies all of it.</source>
        <translation>分析卡片过长，未能完整显示。“复制为 Markdown”可复制全部内容。</translation>
    </message>
    <message>
        <source>Why this importance</source>
        <translation>重要程度依据</translation>
    </message>
    <message>
        <source>Being analyzed…</source>
        <translation>正在分析…</translation>
    </message>
    <message>
        <source>The analysis failed</source>
        <translation>分析失败</translation>
    </message>
    <message>
        <source>Not analyzed yet</source>
        <translation>尚未分析</translation>
    </message>
    <message>
        <source>The card says what the commit changes, whether it matters and what to look at.</source>
        <translation>分析卡片说明该提交改了什么、是否重要、需要关注哪里。</translation>
    </message>
    <message>
        <source>Analyze</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Partial</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>The newest analysis, by %1, failed.</source>
        <translation>最近一次由 %1 进行的分析失败。</translation>
    </message>
    <message>
        <source>from a report</source>
        <translation>来自报告</translation>
    </message>
    <message>
        <source>by your rule %1</source>
        <translation>由你的规则 %1 决定</translation>
    </message>
    <message>
        <source>%1; the card says %2</source>
        <translation>%1；卡片为 %2</translation>
    </message>
    <message>
        <source>reverts</source>
        <translation>回退：</translation>
    </message>
    <message>
        <source>reverted by</source>
        <translation>已被以下提交回退：</translation>
    </message>
    <message>
        <source>fixes</source>
        <translation>修复：</translation>
    </message>
    <message>
        <source>fixed by</source>
        <translation>已被以下提交修复：</translation>
    </message>
    <message>
        <source>also %1</source>
        <translation>同属 %1：</translation>
    </message>
    <message numerus="yes">
        <source>%n same file(s)</source>
        <translation>
            <numerusform>%n 个相同文件：</numerusform>
        </translation>
    </message>
    <message>
        <source>Related commits</source>
        <translation>相关提交</translation>
    </message>
    <message>
        <source>not stored here</source>
        <translation>本地未收录</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ChangeRuler</name>
    <message>
        <source>Overview of the changes</source>
        <translation>变更概览</translation>
    </message>
    <message>
        <source>Where lines were added and removed; click to go there</source>
        <translation>新增与删除的位置；单击可跳转</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ChangedFiles</name>
    <message>
        <source>Filter files</source>
        <translation>筛选文件</translation>
    </message>
    <message>
        <source>Changed files</source>
        <translation>变更的文件</translation>
    </message>
    <message>
        <source>Files in their folders</source>
        <translation>按目录显示</translation>
    </message>
    <message>
        <source>No file matches the filter.</source>
        <translation>没有符合筛选条件的文件。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ChangesDialog</name>
    <message>
        <source>Table of Changes</source>
        <translation>变更列表</translation>
    </message>
    <message>
        <source>Changes of the commit</source>
        <translation>提交的变更</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>&amp;Show in Diff</source>
        <translation>在差异中查看(&amp;S)</translation>
    </message>
</context>
<context>
    <name>rijian::ui::CommitTable</name>
    <message>
        <source>Commits of the day</source>
        <translation>当天的提交</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DayBar</name>
    <message>
        <source>Previous day with commits</source>
        <translation>上一个有提交的日期</translation>
    </message>
    <message>
        <source>Choose the day or the days</source>
        <translation>选择日期或日期范围</translation>
    </message>
    <message>
        <source>Next day with commits</source>
        <translation>下一个有提交的日期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Show today</source>
        <translation>查看今天</translation>
    </message>
    <message>
        <source>Day shown: %1</source>
        <translation>当前日期：%1</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DayCalendar</name>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of high importance to review</source>
        <translation>
            <numerusform>%n 个高重要度待看</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DayPopup</name>
    <message>
        <source>Choose a day</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>Previous year</source>
        <translation>上一年</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Next year</source>
        <translation>下一年</translation>
    </message>
    <message>
        <source>One day</source>
        <translation>单日</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Choose the first day</source>
        <translation>请选择起始日期</translation>
    </message>
    <message>
        <source>Choose the last day</source>
        <translation>请选择结束日期</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month and year, as QLocale::toString() takes it</comment>
        <translation>yyyy年M月</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DeliverController</name>
    <message>
        <source>%1 – %2</source>
        <comment>what became of a delivery</comment>
        <extracomment>%1: days, %2: &quot;Team A: delivered; Team B: refused: …&quot;</extracomment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DeliverDialog</name>
    <message>
        <source>Message %1 of %2</source>
        <translation>第 %1 条消息，共 %2 条</translation>
    </message>
    <message>
        <source>Deliver %1</source>
        <translation>投递 %1</translation>
    </message>
    <message>
        <source>Progress of the delivery</source>
        <translation>投递进度</translation>
    </message>
    <message numerus="yes">
        <source>The digest of %1 over %n repositories that are followed, each message at most once. What earlier days have left is sent before.</source>
        <translation>
            <numerusform>%1 的摘要，涵盖所关注的 %n 个仓库，每条消息至多发送一次。此前几天遗留的内容会先发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Targets that are on</source>
        <translation>已启用的投递目标</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>This digest</source>
        <translation>本次摘要</translation>
    </message>
    <message>
        <source>Send a&amp;gain what was delivered, or may have been</source>
        <translation>重新发送已送达或可能已送达的内容(&amp;G)</translation>
    </message>
    <message>
        <source>Whoever has read it reads it twice. Holds for one delivery.</source>
        <translation>已读过的人会再读到一次。仅对一次投递有效。</translation>
    </message>
    <message>
        <source>&amp;Preview</source>
        <translation>预览(&amp;P)</translation>
    </message>
    <message>
        <source>What the chosen target would get</source>
        <translation>所选目标将收到的内容</translation>
    </message>
    <message>
        <source>&amp;Targets…</source>
        <translation>投递目标(&amp;T)…</translation>
    </message>
    <message>
        <source>Add, change or switch targets in the settings</source>
        <translation>在设置中添加、修改或启停投递目标</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A target is a chat, a webhook, an e-mail or a git repository that gets the day&apos;s digest. Add one in the settings, or switch one on there.</source>
        <translation>投递目标是接收当日摘要的群聊、Webhook、电子邮件或 Git 仓库。请在设置中添加或启用一个。</translation>
    </message>
    <message>
        <source>The targets cannot be read</source>
        <translation>无法读取投递目标</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>There is no target that is on</source>
        <translation>没有已启用的投递目标</translation>
    </message>
    <message>
        <source>Open the Delivery Settings…</source>
        <translation>打开投递设置…</translation>
    </message>
    <message>
        <source>The whole report</source>
        <translation>完整报告</translation>
    </message>
    <message>
        <source>being sent…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>is next</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Being put together…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Nothing is sent: there is no 🔴 commit.</source>
        <translation>无需发送：没有 🔴 提交。</translation>
    </message>
    <message>
        <source>Nothing is sent: there are no commits.</source>
        <translation>无需发送：没有提交。</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>the preview shows only the beginning</source>
        <translation>预览仅显示开头部分</translation>
    </message>
    <message>
        <source>Stopping: the message that is leaving arrives, the rest waits…</source>
        <translation>正在停止：正在发出的消息会送达，其余等待…</translation>
    </message>
    <message>
        <source>%1 is being sent. It goes on when you close this window.</source>
        <translation>正在发送 %1。关闭此窗口后会继续发送。</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>停止(&amp;O)</translation>
    </message>
    <message numerus="yes">
        <source>Not all has arrived at %n target(s): the list says why.</source>
        <translation>
            <numerusform>有 %n 个目标未全部送达：原因见列表。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done with %n target(s).</source>
        <translation>
            <numerusform>%n 个目标已处理完毕。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::DeliveryWords</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: what became of a delivery, %2: why</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>committed (%1)</source>
        <translation>已提交（%1）</translation>
    </message>
    <message>
        <source>delivered (%1)</source>
        <translation>已送达（%1）</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>being sent</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>may have been delivered, so it is not sent again by itself</source>
        <translation>可能已送达，因此不会自动重发</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>%1 of %2 messages delivered, the rest: %3</source>
        <translation>已送达 %1/%2 条消息，其余：%3</translation>
    </message>
    <message>
        <source>delivered, but what was left of an earlier day was not: %1</source>
        <translation>已送达，但此前遗留的内容未能送达：%1</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DiffPane</name>
    <message>
        <source>Previous change</source>
        <translation>上一处变更</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>下一处变更</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>长行自动换行</translation>
    </message>
    <message>
        <source>Unified</source>
        <translation>统一</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>One file at a time</source>
        <translation>一次只看一个文件</translation>
    </message>
    <message>
        <source>How changes are shown</source>
        <translation>差异显示方式</translation>
    </message>
    <message>
        <source>Whitespace</source>
        <translation>空白字符</translation>
    </message>
    <message>
        <source>&amp;Show All Changes</source>
        <translation>显示全部变更(&amp;S)</translation>
    </message>
    <message>
        <source>Ignore Trailing Whitespac&amp;e</source>
        <translation>忽略行尾空白(&amp;E)</translation>
    </message>
    <message>
        <source>Ignore Changes in A&amp;mount</source>
        <translation>忽略空白数量(&amp;M)</translation>
    </message>
    <message>
        <source>Ignore &amp;All</source>
        <translation>忽略全部空白(&amp;A)</translation>
    </message>
    <message>
        <source>Ignore &amp;Blank Lines</source>
        <translation>忽略空行(&amp;B)</translation>
    </message>
    <message>
        <source>Mark Mo&amp;ved Lines</source>
        <translation>标出移动的行(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Lines Around Changes</source>
        <translation>变更前后的行数(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Tab Width</source>
        <translation>制表符宽度(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n file(s) viewed</source>
        <translation>
            <numerusform>已看 %1/%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Read This Repository&apos;s Text As</source>
        <translation>此仓库的文本编码(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Comparing</source>
        <translation>比较方式(&amp;C)</translation>
    </message>
    <message>
        <source>Renamed and Copied Files</source>
        <translation>重命名与复制的文件</translation>
    </message>
    <message>
        <source>Do &amp;Not Look For</source>
        <translation>不检测(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;Renames</source>
        <translation>检测重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Find Renames and &amp;Copies</source>
        <translation>检测重命名与复制(&amp;C)</translation>
    </message>
    <message>
        <source>Matching Lines</source>
        <translation>行匹配算法</translation>
    </message>
    <message>
        <source>&amp;Myers</source>
        <translation>&amp;Myers</translation>
    </message>
    <message>
        <source>M&amp;inimal</source>
        <translation>最小差异 Minimal(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Patience</source>
        <translation>&amp;Patience</translation>
    </message>
    <message>
        <source>Go by In&amp;dentation</source>
        <translation>参考缩进(&amp;D)</translation>
    </message>
    <message numerus="yes">
        <source>%n viewed</source>
        <translation>
            <numerusform>已看 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changes below, but in %n collapsed file(s).</source>
        <translation>
            <numerusform>下方没有更多改动，但有 %n 个已折叠的文件含改动。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changes above, but in %n collapsed file(s).</source>
        <translation>
            <numerusform>上方没有更多改动，但有 %n 个已折叠的文件含改动。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changed lines below, but %n file(s) without lines to show.</source>
        <translation>
            <numerusform>下方没有更多改动的行，但有 %n 个没有可显示行的文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No more changed lines above, but %n file(s) without lines to show.</source>
        <translation>
            <numerusform>上方没有更多改动的行，但有 %n 个没有可显示行的文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>No more changes below.</source>
        <translation>下方没有更多改动。</translation>
    </message>
    <message>
        <source>No more changes above.</source>
        <translation>上方没有更多改动。</translation>
    </message>
    <message>
        <source>Changes of nothing but white space or blank lines may be neither shown nor counted. Click to show all changes.</source>
        <translation>仅涉及空白或空行的改动可能既不显示也不计数。点击以显示全部改动。</translation>
    </message>
    <message>
        <source>White space ignored</source>
        <translation>已忽略空白</translation>
    </message>
    <message>
        <source>Blank lines ignored</source>
        <translation>已忽略空行</translation>
    </message>
</context>
<context>
    <name>rijian::ui::DiffView</name>
    <message>
        <source>A binary file: its content is not shown.</source>
        <translation>二进制文件，不显示内容。</translation>
    </message>
    <message>
        <source>The file is too large to be compared.</source>
        <translation>文件过大，无法比较。</translation>
    </message>
    <message>
        <source>The content did not change.</source>
        <translation>内容没有变更。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <source>reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>further unchanged lines</source>
        <translation>其余未变更的行</translation>
    </message>
    <message>
        <source>1 unchanged line</source>
        <translation>1 行未变更</translation>
    </message>
    <message>
        <source>%1 unchanged lines</source>
        <translation>%1 行未变更</translation>
    </message>
    <message>
        <source>⊘ no newline at end of file</source>
        <translation>⊘ 文件末尾没有换行符</translation>
    </message>
    <message>
        <source>Changes of the commit</source>
        <translation>提交的变更</translation>
    </message>
    <message>
        <source>Select a commit to see its changes.</source>
        <translation>选择一个提交以查看变更。</translation>
    </message>
    <message>
        <source>Reading the changes…</source>
        <translation>正在读取变更…</translation>
    </message>
    <message>
        <source>This commit changes no files</source>
        <translation>该提交没有变更文件</translation>
    </message>
    <message>
        <source>The changes cannot be shown</source>
        <translation>无法显示变更</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>File %1 of %2: %3</source>
        <translation>第 %1 个文件，共 %2 个：%3</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>removed line %1</source>
        <translation>已删除的第 %1 行</translation>
    </message>
    <message>
        <source>The rest of this file is being read…</source>
        <translation>正在读取这个文件的其余部分…</translation>
    </message>
    <message>
        <source>The model was sent a summary of this.</source>
        <translation>这一段只把摘要发给了模型。</translation>
    </message>
    <message>
        <source>The model did not read this.</source>
        <translation>模型没有读到这一段。</translation>
    </message>
    <message>
        <source>read in part by the model</source>
        <translation>模型只读了一部分</translation>
    </message>
    <message>
        <source>summarized for the model</source>
        <translation>模型只读了摘要</translation>
    </message>
    <message>
        <source>not read by the model</source>
        <translation>模型没有读</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Viewed</source>
        <translation>已看</translation>
    </message>
    <message>
        <source>Mark this file as viewed (V)</source>
        <translation>标记这个文件已看 (V)</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>Moved here from %1</source>
        <translation>从 %1 移到这里</translation>
    </message>
    <message>
        <source>Moved to %1</source>
        <translation>移到了 %1</translation>
    </message>
    <message>
        <source>&amp;Go to Where It Moved</source>
        <translation>跳到移动的另一端(&amp;G)</translation>
    </message>
    <message>
        <source>Copy Selected Changes as &amp;Patch</source>
        <translation>将选中的变更复制为补丁(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Blame Line</source>
        <translation>追溯此行(&amp;B)</translation>
    </message>
    <message>
        <source>Open File at the &amp;Web Host</source>
        <translation>在托管网站打开文件(&amp;W)</translation>
    </message>
    <message>
        <source>Copy &amp;File as Patch</source>
        <translation>将文件复制为补丁(&amp;F)</translation>
    </message>
    <message>
        <source>Copy Co&amp;mmit as Patch</source>
        <translation>将提交复制为补丁(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Save Commit as Patch…</source>
        <translation>将提交存为补丁(&amp;S)…</translation>
    </message>
    <message>
        <source>A picture: click here to compare it with the one before.</source>
        <translation>图片：点击这里与修改前比较。</translation>
    </message>
    <message>
        <source>Nothing changed but white space or blank lines, which are ignored, or the encoding.</source>
        <translation>除已忽略的空白、空行或文件编码外，没有其他变化。</translation>
    </message>
    <message>
        <source>%1 is too large to be shown with all its lines.</source>
        <translation>%1 太大，无法显示全部行。</translation>
    </message>
    <message>
        <source>The other lines of %1 cannot be read.</source>
        <translation>无法读取 %1 的其余各行。</translation>
    </message>
    <message>
        <source>This line holds invisible or bidirectional characters: it may not do what it seems to.</source>
        <translation>此行含有不可见字符或双向控制字符：实际内容可能与看到的不同。</translation>
    </message>
    <message>
        <source>%1 is not in UTF-8, but the copied patch is: git will not take it. Save the commit as a patch for that.</source>
        <translation>%1 不是 UTF-8 编码，而复制的补丁是，git 无法应用。请改为将提交保存为补丁。</translation>
    </message>
    <message>
        <source>File &amp;Viewed</source>
        <translation>文件已看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Collapsed</source>
        <translation>折叠(&amp;C)</translation>
    </message>
    <message>
        <source>A&amp;ll Its Lines</source>
        <translation>全部行(&amp;L)</translation>
    </message>
    <message>
        <source>Compare Pict&amp;ures…</source>
        <translation>比较图片(&amp;U)…</translation>
    </message>
    <message>
        <source>Copy Pa&amp;th</source>
        <translation>复制路径(&amp;T)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more changed line(s). Read on</source>
        <translation>
            <numerusform>还有 %Ln 行变更，点此继续读取</numerusform>
        </translation>
    </message>
    <message>
        <source>More unchanged lines. Read on</source>
        <translation>后面还有未变更的行，点此继续读取</translation>
    </message>
    <message>
        <source>What follows in %1 cannot be read.</source>
        <translation>无法继续读取 %1。</translation>
    </message>
    <message>
        <source>The file&apos;s content is missing from the repository or damaged.</source>
        <translation>仓库中缺少此文件的内容，或内容已损坏。</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between parts of a list</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>White space or blank lines were not compared: the copied patch lacks such changes, and git may not take it. “Copy File as Patch” has them all.</source>
        <translation>比较时忽略了空白或空行：复制的补丁缺少这些更改，git 可能无法应用。“将文件复制为补丁”包含全部更改。</translation>
    </message>
    <message>
        <source>The copied patch has no lines around its changes: git takes it with --unidiff-zero only.</source>
        <translation>复制的补丁没有上下文行：git 只有加上 --unidiff-zero 才能应用。</translation>
    </message>
    <message>
        <source>Marked as not to be compared (.gitattributes): its content is not shown.</source>
        <translation>.gitattributes 标明不作比较，内容不予显示。</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Matches: %1</source>
        <translation>共 %1 处匹配</translation>
    </message>
    <message>
        <source>%1, not all lines read</source>
        <translation>%1（尚有未读取的行）</translation>
    </message>
    <message>
        <source>Match %1 of %2: %3</source>
        <translation>第 %1 处匹配，共 %2 处：%3</translation>
    </message>
    <message>
        <source>%1 was not read to its end, and git may not take the copied patch. “Copy File as Patch” has all of it.</source>
        <translation>%1 尚未读完，git 可能无法应用复制的补丁；“将文件复制为补丁”包含其全部内容。</translation>
    </message>
    <message>
        <source>Opens unchanged lines</source>
        <translation>展开未变更的行</translation>
    </message>
    <message>
        <source>No unchanged lines to open above</source>
        <translation>上方没有可展开的未变更行</translation>
    </message>
    <message>
        <source>No unchanged lines to open below</source>
        <translation>下方没有可展开的未变更行</translation>
    </message>
    <message>
        <source>All lines of the file</source>
        <translation>显示文件的全部行</translation>
    </message>
    <message>
        <source>Changes alone</source>
        <translation>只显示变更</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Viewed: %1</source>
        <translation>已看：%1</translation>
    </message>
    <message>
        <source>No longer viewed: %1</source>
        <translation>取消已看：%1</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ExportDialog</name>
    <message>
        <source>Export Report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Markdown: the daily report</source>
        <translation>Markdown：每日报告</translation>
    </message>
    <message>
        <source>Markdown: grouped by importance</source>
        <translation>Markdown：按重要程度分组</translation>
    </message>
    <message>
        <source>HTML: one page for the browser</source>
        <translation>HTML：浏览器可看的单个网页</translation>
    </message>
    <message>
        <source>PDF: to print and to send</source>
        <translation>PDF：便于打印和发送</translation>
    </message>
    <message>
        <source>JSON: for other programs</source>
        <translation>JSON：供其他程序使用</translation>
    </message>
    <message>
        <source>CSV: the table, for spreadsheets</source>
        <translation>CSV：供电子表格使用的表</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>格式(&amp;F)：</translation>
    </message>
    <message numerus="yes">
        <source>%n repositories</source>
        <translation>
            <numerusform>%n 个仓库</numerusform>
        </translation>
    </message>
    <message>
        <source>Days:</source>
        <translation>日期：</translation>
    </message>
    <message>
        <source>%1, %2, as in the window</source>
        <extracomment>%1: days, %2: repositories</extracomment>
        <translation>%1，%2（与窗口一致）</translation>
    </message>
    <message>
        <source>&amp;All listed</source>
        <translation>列出的全部(&amp;A)</translation>
    </message>
    <message numerus="yes">
        <source>Only the &amp;selected (%n)</source>
        <translation>
            <numerusform>只含选中的 %n 个(&amp;S)</numerusform>
        </translation>
    </message>
    <message>
        <source>Commits:</source>
        <translation>提交：</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>🟡 Medium and 🔴 high</source>
        <translation>🟡 中和 🔴 高</translation>
    </message>
    <message>
        <source>🔴 High only</source>
        <translation>仅 🔴 高</translation>
    </message>
    <message>
        <source>&amp;Importance:</source>
        <translation>重要程度(&amp;I)：</translation>
    </message>
    <message>
        <source>New means: not exported under this name before.</source>
        <translation>是否为新内容，以此前用这个名称导出过的内容为准。</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>Only what is ne&amp;w since the last export</source>
        <translation>只含上次导出之后的新内容(&amp;W)</translation>
    </message>
    <message>
        <source>For&amp;get</source>
        <translation>清除记录(&amp;G)</translation>
    </message>
    <message>
        <source>Forget what was exported under this name: all counts as new again. Files stay.</source>
        <translation>清除用这个名称导出过的记录：全部重新算作新内容。文件不受影响。</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Fi&amp;le:</source>
        <translation>文件(&amp;L)：</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open Fol&amp;der</source>
        <translation>打开文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy the report&apos;s text</source>
        <translation>复制报告文本</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>模板：%1</translation>
    </message>
    <message>
        <source>Last exported %1.</source>
        <translation>上次导出于 %1。</translation>
    </message>
    <message>
        <source>Nothing was exported under this name yet.</source>
        <translation>还没有用这个名称导出过。</translation>
    </message>
    <message>
        <source>A file of this name is there and will be replaced.</source>
        <translation>已有同名文件，将被替换。</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new since the last export</source>
        <translation>
            <numerusform>上次导出之后新增 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a card</source>
        <translation>
            <numerusform>%n 个没有卡片</numerusform>
        </translation>
    </message>
    <message>
        <source>the preview shows only the beginning</source>
        <translation>预览只显示开头部分</translation>
    </message>
    <message>
        <source>Enter a folder and a file name, such as %1.</source>
        <translation>请填写导出位置：文件夹和文件名，例如 %1。</translation>
    </message>
    <message numerus="yes">
        <source>The report of %n commit(s) is on the clipboard.</source>
        <translation>
            <numerusform>报告已复制到剪贴板，共 %n 个提交。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Report of %n commit(s) written.</source>
        <translation>
            <numerusform>已写出 %n 个提交的报告。</numerusform>
        </translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>My follow-ups and no&amp;tes</source>
        <translation>附上我的跟进与备注(&amp;T)</translation>
    </message>
    <message>
        <source>%1, %2, of what is selected</source>
        <extracomment>%1: days, %2: repositories</extracomment>
        <translation>%1，%2（取自所选提交）</translation>
    </message>
</context>
<context>
    <name>rijian::ui::Exporter</name>
    <message>
        <source>Export Report</source>
        <translation>导出报告</translation>
    </message>
    <message>
        <source>Choose Another File…</source>
        <translation>另选文件…</translation>
    </message>
    <message numerus="yes">
        <source>The report of %n commit(s) is on the clipboard.</source>
        <translation>
            <numerusform>报告已复制到剪贴板，共 %n 个提交。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Report of %n commit(s) written: %1.</source>
        <translation>
            <numerusform>报告已导出，共 %n 个提交：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show in Folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>Two sentences</extracomment>
        <translation>%1%2</translation>
    </message>
    <message numerus="yes">
        <source>%n of them have no card yet.</source>
        <translation>
            <numerusform>其中 %n 个还没有卡片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export As…</source>
        <translation>导出为…</translation>
    </message>
    <message>
        <source>Daily report</source>
        <translation>每日报告</translation>
    </message>
    <message>
        <source>The PDF is being printed…</source>
        <translation>正在打印 PDF…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>rijian::ui::FilesButton</name>
    <message>
        <source>Changed files</source>
        <translation>变更的文件</translation>
    </message>
    <message>
        <source>%1
Changed files (%2)</source>
        <translation>%1
变更的文件 (%2)</translation>
    </message>
    <message>
        <source>%1, file %2 of %3</source>
        <translation>%1，第 %2 个文件，共 %3 个</translation>
    </message>
</context>
<context>
    <name>rijian::ui::FilterBar</name>
    <message>
        <source>All types</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Filter by message, author or SHA</source>
        <translation>按提交说明、作者或 SHA 筛选</translation>
    </message>
    <message>
        <source>Filter text</source>
        <translation>筛选文本</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Show all commits of the day</source>
        <translation>显示当天全部提交</translation>
    </message>
    <message>
        <source>All authors</source>
        <translation>全部作者</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>The rules and the model say different importances</source>
        <translation>规则与模型给出的重要程度不一致</translation>
    </message>
</context>
<context>
    <name>rijian::ui::FindBar</name>
    <message>
        <source>Previous match</source>
        <translation>上一处匹配</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处匹配</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Only in the current file</source>
        <translation>只在当前文件中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Find in the changes</source>
        <translation>在变更中查找</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>当前文件</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 处，共 %2 处</translation>
    </message>
    <message>
        <source>Files that were cut for their size are searched as far as they have been read. Go to them to have them read on.</source>
        <translation>因过大而截断的文件只搜索已读取的部分。转到该文件即可继续读取。</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>仅匹配整个词</translation>
    </message>
    <message>
        <source>Whole word</source>
        <translation>整词</translation>
    </message>
</context>
<context>
    <name>rijian::ui::FoldGroup</name>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>rijian::ui::FollowUpDialog</name>
    <message>
        <source>&amp;Due on</source>
        <translation>到期日(&amp;D)</translation>
    </message>
    <message>
        <source>Follow Up</source>
        <translation>跟进</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>Next Monday</source>
        <translation>下周一</translation>
    </message>
    <message>
        <source>In Two Weeks</source>
        <translation>两周后</translation>
    </message>
    <message>
        <source>Your &amp;note on this commit:</source>
        <translation>对这个提交的备注(&amp;N)：</translation>
    </message>
    <message numerus="yes">
        <source>Your &amp;note on %n commit(s):</source>
        <translation>
            <numerusform>对 %n 个提交的备注(&amp;N)：</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>They have notes of their own, which stay unless you write one here.</source>
        <translation>这些提交各有备注：除非在此填写，否则保持不变。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::GeneralPage</name>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>Time &amp;zone:</source>
        <translation>时区(&amp;Z)：</translation>
    </message>
    <message>
        <source>Decides where a day begins and how times are written.</source>
        <translation>决定一天从何时算起，以及时间的显示方式。</translation>
    </message>
    <message>
        <source>System</source>
        <comment>colour scheme</comment>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>主题(&amp;T)：</translation>
    </message>
    <message>
        <source>System</source>
        <comment>font size</comment>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> 磅</translation>
    </message>
    <message>
        <source>Font &amp;size:</source>
        <translation>字号(&amp;S)：</translation>
    </message>
    <message>
        <source>The system&apos;s fixed-width font</source>
        <translation>使用系统等宽字体</translation>
    </message>
    <message>
        <source>Code font</source>
        <translation>代码字体</translation>
    </message>
    <message>
        <source>Code font:</source>
        <translation>代码字体：</translation>
    </message>
    <message>
        <source>ask at the first export</source>
        <translation>首次导出时询问</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Reports go to:</source>
        <translation>报告导出到(&amp;R)：</translation>
    </message>
    <message>
        <source>Enter the folder&apos;s absolute path, or choose it with Browse.</source>
        <translation>请填写文件夹的绝对路径，或点击“浏览”选择。</translation>
    </message>
    <message>
        <source>Folder for reports</source>
        <translation>报告导出文件夹</translation>
    </message>
</context>
<context>
    <name>rijian::ui::HeatMap</name>
    <message>
        <source>Calendar of commits: arrows go from day to day, Enter opens one</source>
        <translation>提交日历：方向键逐日移动，回车打开当天</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <comment>a month in a year</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>No commits</source>
        <translation>没有提交</translation>
    </message>
    <message numerus="yes">
        <source>%n a day</source>
        <comment>commits</comment>
        <translation>
            <numerusform>每天 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Some of high importance</source>
        <translation>有高重要度的提交</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>尚未读取</translation>
    </message>
</context>
<context>
    <name>rijian::ui::History</name>
    <message>
        <source>Not rated</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Lines Added</source>
        <translation>新增行数</translation>
    </message>
    <message>
        <source>Lines Removed</source>
        <translation>删除行数</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>You Said the Same</source>
        <translation>判断相同</translation>
    </message>
    <message>
        <source>You Left It So</source>
        <translation>未改动</translation>
    </message>
    <message>
        <source>You Raised</source>
        <translation>你调高</translation>
    </message>
    <message>
        <source>You Lowered</source>
        <translation>你调低</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Repositories Read</source>
        <translation>已读取的仓库数</translation>
    </message>
    <message>
        <source>Week From</source>
        <translation>周起始日</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Changes of Files</source>
        <translation>改动文件次数</translation>
    </message>
    <message>
        <source>(top level)</source>
        <translation>（根目录）</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Judged By</source>
        <translation>判断者</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>%1: this day has not been read yet</source>
        <translation>%1：尚未读取</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n commit(s)</source>
        <translation>
            <numerusform>%1：%n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n of high importance</source>
        <translation>
            <numerusform>，其中高重要度 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>; read of %1 of %2 repositories</source>
        <translation>；已读取 %1/%2 个仓库</translation>
    </message>
    <message>
        <source>Days Read</source>
        <translation>已读取天数</translation>
    </message>
</context>
<context>
    <name>rijian::ui::HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>All Repositories</source>
        <translation>全部仓库</translation>
    </message>
    <message>
        <source>Span of days</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Last 30 Days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 90 Days</source>
        <translation>最近 90 天</translation>
    </message>
    <message>
        <source>Last 180 Days</source>
        <translation>最近 180 天</translation>
    </message>
    <message>
        <source>Last Year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>Last 3 Years</source>
        <translation>最近三年</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Picture as &amp;SVG…</source>
        <translation>图片存为 SVG(&amp;S)…</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>SVG 图片 (*.svg)</translation>
    </message>
    <message>
        <source>Picture as &amp;PNG…</source>
        <translation>图片存为 PNG(&amp;P)…</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Table as &amp;CSV…</source>
        <translation>表格存为 CSV(&amp;C)…</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Copy &amp;Table</source>
        <translation>复制表格(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Weekly Digest…</source>
        <translation>周摘要(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Monthly Digest…</source>
        <translation>月摘要(&amp;M)…</translation>
    </message>
    <message>
        <source>C&amp;alendar</source>
        <translation>日历(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Trend</source>
        <translation>趋势(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>目录(&amp;F)</translation>
    </message>
    <message>
        <source>A&amp;uthors</source>
        <translation>作者(&amp;U)</translation>
    </message>
    <message>
        <source>A&amp;greement</source>
        <translation>一致程度(&amp;G)</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No commits are known for these days</source>
        <translation>这些天没有已知的提交</translation>
    </message>
    <message>
        <source>Choose a longer span, or fetch the days you want to see.</source>
        <translation>请选更长的时间范围，或获取想看的那些天。</translation>
    </message>
    <message>
        <source>You have not judged any of these commits</source>
        <translation>这些提交你还没有判断过</translation>
    </message>
    <message>
        <source>Give commits an importance of your own, or mark them as reviewed: then this shows how often the model and the rules saw it as you do.</source>
        <translation>请自己设定提交的重要程度，或把它们标为已看：这里会显示模型和规则的判断有多少次与你一致。</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n of high importance</source>
        <translation>
            <numerusform>，其中高重要度 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>; %1 of %2 days were read</source>
        <translation>；已读取 %1/%2 天</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>&amp;Repositories</source>
        <translation>仓库(&amp;R)</translation>
    </message>
</context>
<context>
    <name>rijian::ui::HistoryPage</name>
    <message>
        <source>%1, as a table</source>
        <translation>%1（表格）</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ImageDiff</name>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3</source>
        <translation>%1 × %2 像素，%3</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Side by Side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Before and after beside each other (1)</source>
        <translation>修改前后并排显示 (1)</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>滑动</translation>
    </message>
    <message>
        <source>One over the other: move the edge between them (2)</source>
        <translation>前后重叠显示，可移动分界线 (2)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>What differs, the brighter the more (3)</source>
        <translation>只显示差异，越亮差异越大 (3)</translation>
    </message>
    <message>
        <source>Edge between before and after</source>
        <translation>修改前后的分界线</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The picture cannot be shown</source>
        <translation>图片无法显示</translation>
    </message>
    <message>
        <source>Before: %1. After: %2.</source>
        <translation>修改前：%1。修改后：%2。</translation>
    </message>
    <message>
        <source>Each pixel is the same.</source>
        <translation>每个像素都相同。</translation>
    </message>
    <message>
        <source>%L1 of %L2 pixels differ.</source>
        <translation>%L2 个像素中有 %L1 个不同。</translation>
    </message>
    <message>
        <source>As large as the window allows, or each pixel as one (0). +, − or Ctrl and the wheel: any size</source>
        <translation>适合窗口大小，或按实际像素显示（0）。+、− 或 Ctrl 加滚轮：任意大小</translation>
    </message>
    <message>
        <source>What differs is not worked out: the two together span too many pixels.</source>
        <translation>未计算差异：两张图片合起来的像素过多。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ImportDialog</name>
    <message>
        <source>Looking for reports…</source>
        <translation>正在查找报告…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Import Reports</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Files that could not be imported</source>
        <translation>未能导入的文件</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n report(s)</source>
        <translation>
            <numerusform>%1/%n 份报告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read</source>
        <translation>
            <numerusform>%n 份无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>……另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>rijian::ui::JobsDock</name>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Cancel All</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Retry; an analysis makes only the missing cards</source>
        <translation>再试一次；分析作业只补做缺少的卡片</translation>
    </message>
</context>
<context>
    <name>rijian::ui::KeyField</name>
    <message>
        <source>Remove the key from the keychain</source>
        <translation>从钥匙串中删除密钥</translation>
    </message>
    <message>
        <source>will be removed from the keychain</source>
        <translation>将从钥匙串中删除</translation>
    </message>
    <message>
        <source>kept in the system keychain</source>
        <translation>已保存在系统钥匙串中</translation>
    </message>
</context>
<context>
    <name>rijian::ui::KeysDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>rijian::ui::MainWindow</name>
    <message>
        <source>Rijian</source>
        <translation>日鉴</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Main Tool Bar</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>&amp;Repositories</source>
        <translation>仓库(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Day</source>
        <translation>日期(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Commits</source>
        <translation>提交(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Triage</source>
        <translation>标记(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>R&amp;eport</source>
        <translation>报告(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Rijian cannot open its data</source>
        <translation>日鉴无法打开数据</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>This repository has no address on the web.</source>
        <translation>该仓库没有网页地址。</translation>
    </message>
    <message>
        <source>%1 was removed.</source>
        <translation>已移除 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n repositories were removed.</source>
        <translation>
            <numerusform>已移除 %n 个仓库。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Rename Group</source>
        <translation>重命名分组</translation>
    </message>
    <message>
        <source>Name of the group:</source>
        <translation>分组名称：</translation>
    </message>
    <message>
        <source>Yo&amp;ur Own Importance</source>
        <translation>自定重要程度(&amp;U)</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n 个进行中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n 个等待中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>No jobs</source>
        <translation>没有作业</translation>
    </message>
    <message>
        <source>No commits on this day match the filters</source>
        <translation>当天没有符合筛选条件的提交</translation>
    </message>
    <message>
        <source>Clear Filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Working on it…</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>Commits appear here as soon as the day&apos;s history is there.</source>
        <translation>当天的历史获取完成后，提交会显示在这里。</translation>
    </message>
    <message>
        <source>The repository could not be fetched</source>
        <translation>未能获取仓库</translation>
    </message>
    <message>
        <source>Edit Repository…</source>
        <translation>编辑仓库…</translation>
    </message>
    <message>
        <source>No commits on %1</source>
        <translation>%1 没有提交</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n commit(s) selected</source>
        <translation>
            <numerusform>已选 %1 个，共 %n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n 个提交</numerusform>
        </translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Previous Day with Commits</source>
        <translation>上一个有提交的日期</translation>
    </message>
    <message>
        <source>Nothing here matches the filters</source>
        <translation>没有符合筛选条件的提交</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>都处理完了</translation>
    </message>
    <message>
        <source>Back to the Day</source>
        <translation>返回当天</translation>
    </message>
    <message>
        <source>Nothing to follow up</source>
        <translation>没有要跟进的提交</translation>
    </message>
    <message>
        <source>Press F to add a commit here, Shift+F to add it with a due day.</source>
        <translation>按 F 把提交放到这里；按 Shift+F 可以指定它回到待处理的日期。</translation>
    </message>
    <message>
        <source>Save Search</source>
        <translation>保存搜索</translation>
    </message>
    <message>
        <source>Name in the panel:</source>
        <translation>面板中的名称：</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Search all commits</source>
        <translation>搜索全部提交</translation>
    </message>
    <message>
        <source>For example: flash_attn importance:high · 调度器 -测试 · author:ann path:src/auth · date:2026-08 state:unseen</source>
        <translation>例如：flash_attn 重要程度：高 · 调度器 -测试 · 作者：ann 路径：src/auth · 日期：2026-08 状态：待看</translation>
    </message>
    <message>
        <source>D&amp;iff</source>
        <translation>差异(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Go To</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message numerus="yes">
        <source>%n to do – Rijian</source>
        <extracomment>%n: commits in the to-do list</extracomment>
        <translation>
            <numerusform>%n 项待处理 – 日鉴</numerusform>
        </translation>
    </message>
    <message>
        <source>Words and parts of names are found in messages, cards, notes, file names and authors. Fewer words find more.</source>
        <translation>在提交说明、卡片、备注、文件名和作者中搜索，单词和名称的一部分都能找到。词越少，结果越多。</translation>
    </message>
    <message numerus="yes">
        <source>No important commits of the last %n day(s) are waiting. Follow-ups return here on their due day.</source>
        <translation>
            <numerusform>最近 %n 天内没有待处理的重要提交。跟进的提交会在到期当天回到这里。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::MessageBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelController</name>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Another day is shown by now: nothing was analyzed.</source>
        <translation>现在显示的已是另一天，因此没有进行分析。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelDialog</name>
    <message>
        <source>&amp;Provider:</source>
        <translation>服务商(&amp;P)：</translation>
    </message>
    <message>
        <source>Base &amp;address:</source>
        <translation>接口地址(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;Model:</source>
        <translation>模型(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>As set up</source>
        <translation>按设置</translation>
    </message>
    <message>
        <source>Analyze Again With</source>
        <translation>换模型再分析</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) will be analyzed by this model. Existing cards are kept for comparison.</source>
        <translation>
            <numerusform>%n 个提交将由这个模型分析。已有的卡片会保留，可供对比。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Analyze</source>
        <translation>分析</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelMenu</name>
    <message>
        <source>Anal&amp;yze Again With</source>
        <translation>换模型再分析(&amp;Y)</translation>
    </message>
    <message>
        <source>%1 (as set up)</source>
        <translation>%1（当前设置）</translation>
    </message>
    <message>
        <source>&amp;Other…</source>
        <translation>其他(&amp;O)…</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelNotes</name>
    <message>
        <source>read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>in summary</source>
        <translation>只读摘要</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>部分阅读</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>rules: %1</source>
        <translation>规则：%1</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Only a part of the commit was read.</source>
        <translation>只读了提交的一部分。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that were not read whole</source>
        <translation>没有读全的文件</translation>
    </message>
    <message>
        <source>The commit holds text that speaks to the model.</source>
        <translation>提交中有针对模型的文字。</translation>
    </message>
    <message>
        <source>It was told to ignore it, and the importance is not below the rules&apos;.</source>
        <translation>已要求模型不予理会，重要程度不低于规则的判断。</translation>
    </message>
    <message>
        <source>What the model answered</source>
        <translation>模型的原始回答</translation>
    </message>
    <message>
        <source>Why the rules say %1</source>
        <translation>规则为何判为 %1</translation>
    </message>
    <message>
        <source>Made by the built-in rules, without a model</source>
        <translation>由内置规则生成，未使用模型</translation>
    </message>
    <message>
        <source>rules %1</source>
        <translation>规则 %1</translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>提示词 %1</translation>
    </message>
    <message>
        <source>%1 tokens sent (%2 from the provider&apos;s cache), %3 received</source>
        <translation>发送 %1 token（其中 %2 来自服务商缓存），收到 %3</translation>
    </message>
    <message>
        <source>%1 tokens sent, %2 received</source>
        <translation>发送 %1 token，收到 %2</translation>
    </message>
    <message>
        <source>The card is not complete.</source>
        <translation>卡片不完整。</translation>
    </message>
    <message>
        <source>Not found in the commit, maybe made up:</source>
        <translation>提交中找不到，可能是编造的：</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelStatus</name>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>Today: %1</source>
        <translation>今天：%1</translation>
    </message>
    <message>
        <source>This month: %1</source>
        <translation>本月：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n analysis(es) this month</source>
        <translation>
            <numerusform>本月分析 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % of what was sent came from the provider&apos;s cache</source>
        <translation>发送内容的 %1% 命中服务商缓存</translation>
    </message>
    <message>
        <source>Of some models the price is not known</source>
        <translation>部分模型的价格未知</translation>
    </message>
    <message>
        <source>Rules only</source>
        <translation>仅规则</translation>
    </message>
    <message>
        <source>The built-in rules write the cards. Click to set up a model.</source>
        <translation>由内置规则生成卡片。点击以设置模型。</translation>
    </message>
    <message>
        <source>The model is ready. Click for its settings.</source>
        <translation>模型已就绪。点击查看设置。</translation>
    </message>
    <message>
        <source>Model not ready</source>
        <translation>模型未就绪</translation>
    </message>
    <message>
        <source>%1 not ready</source>
        <translation>%1 未就绪</translation>
    </message>
    <message>
        <source>Until then the built-in rules write the cards. Click to change the settings.</source>
        <translation>在此之前由内置规则生成卡片。点击以更改设置。</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ModelWords</name>
    <message>
        <source>price not known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>%1k</source>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1M</source>
        <translation>%1M</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>不到一分钟</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s)</source>
        <translation>
            <numerusform>约 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s)</source>
        <translation>
            <numerusform>约 %n 小时</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::NotificationsPage</name>
    <message>
        <source>Notify me about:</source>
        <translation>通知：</translation>
    </message>
    <message>
        <source>New commits of &amp;high importance</source>
        <translation>新的高重要度提交(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Failed fetches</source>
        <translation>获取失败(&amp;F)</translation>
    </message>
    <message>
        <source>One notification a run, not one a commit.</source>
        <translation>每次运行只通知一次，不会逐个提交通知。</translation>
    </message>
    <message>
        <source>High importance only</source>
        <translation>仅高重要度的提交</translation>
    </message>
    <message>
        <source>High and medium importance</source>
        <translation>高、中重要度的提交</translation>
    </message>
    <message>
        <source>All commits with a card</source>
        <translation>所有已有卡片的提交</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>&amp;To do:</source>
        <translation>待处理(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Going back at most:</source>
        <translation>最多回溯(&amp;G)：</translation>
    </message>
    <message>
        <source>Older unreviewed commits are no longer listed.</source>
        <translation>更早的、一直没有看的提交不再列出。</translation>
    </message>
    <message>
        <source>To Do and Notifications</source>
        <translation>待处理与通知</translation>
    </message>
</context>
<context>
    <name>rijian::ui::Notifier</name>
    <message>
        <source>The report %1 was written.</source>
        <translation>报告 %1 已生成。</translation>
    </message>
    <message numerus="yes">
        <source>%n fetch(es) failed.</source>
        <translation>
            <numerusform>%n 次获取失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>Rijian</source>
        <translation>日鉴</translation>
    </message>
    <message numerus="yes">
        <source>Delivered to %n place(s).</source>
        <translation>
            <numerusform>已投递到 %n 处。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Open Rijian</source>
        <translation>打开日鉴(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;To-Do List</source>
        <translation>待处理(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Fetch All</source>
        <translation>全部获取(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message numerus="yes">
        <source>Rijian 日鉴: %n to do</source>
        <extracomment>%n: commits in the to-do list</extracomment>
        <translation>
            <numerusform>日鉴：%n 项待处理</numerusform>
        </translation>
    </message>
    <message>
        <source>Rijian keeps running in the notification area. Its menu there has Quit.</source>
        <translation>日鉴仍在通知区域运行；要退出，请使用其图标的菜单。</translation>
    </message>
    <message numerus="yes">
        <source>%n missed day(s) were made up for, from %1 on.</source>
        <translation>
            <numerusform>已补上从 %1 起错过的 %n 天。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n follow-up(s) are due.</source>
        <translation>
            <numerusform>有 %n 个跟进已到期。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::OwnFiles</name>
    <message>
        <source>%1 cannot be written: check the folder&apos;s permissions and the free space.</source>
        <translation>无法写入 %1：请检查文件夹的权限和可用空间。</translation>
    </message>
    <message>
        <source>This version of the program brings no such files along.</source>
        <translation>此版本没有附带这类文件。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created.</source>
        <translation>无法创建文件夹 %1。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::OwnRulesDialog</name>
    <message>
        <source>importance unchanged</source>
        <translation>不改变重要程度</translation>
    </message>
    <message>
        <source>raises to %1</source>
        <translation>提高到 %1</translation>
    </message>
    <message>
        <source>lowers to %1</source>
        <translation>降低到 %1</translation>
    </message>
    <message>
        <source>tags “%1”</source>
        <translation>添加标签“%1”</translation>
    </message>
    <message>
        <source>My Rules</source>
        <translation>我的规则</translation>
    </message>
    <message>
        <source>The first matching rule that raises or lowers a commit&apos;s importance overrides the card; every matching rule adds its tag. An importance you set yourself takes precedence.</source>
        <translation>提交的重要程度由第一条适用且会提高或降低它的规则决定，取代卡片的判断；所有适用规则的标签都会加上。你对单个提交的设定优先于规则。</translation>
    </message>
    <message>
        <source>&amp;New Rule</source>
        <translation>新建规则(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Commits</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>动作</translation>
    </message>
    <message>
        <source>R&amp;epository:</source>
        <translation>仓库(&amp;E)：</translation>
    </message>
    <message>
        <source>&amp;Files:</source>
        <translation>文件(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Author:</source>
        <translation>作者(&amp;A)：</translation>
    </message>
    <message>
        <source>Te&amp;xt of the message:</source>
        <translation>提交说明包含(&amp;X)：</translation>
    </message>
    <message>
        <source>any</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>T&amp;ype on the card:</source>
        <translation>卡片上的类型(&amp;Y)：</translation>
    </message>
    <message>
        <source>All filled-in fields must match; of several patterns separated by commas, one is enough. * matches any text within a name, ** any folders.</source>
        <translation>填写的各项须同时满足；一项里用逗号分隔多个条件时，满足其一即可。* 代表名称中的任意文字，** 代表任意层目录。</translation>
    </message>
    <message>
        <source>&amp;Importance:</source>
        <translation>重要程度(&amp;I)：</translation>
    </message>
    <message>
        <source>&amp;Tag:</source>
        <translation>标签(&amp;T)：</translation>
    </message>
    <message>
        <source>new rule</source>
        <translation>新规则</translation>
    </message>
    <message numerus="yes">
        <source>At most %n rule(s).</source>
        <translation>
            <numerusform>最多 %n 条规则。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Matches %1 of %n commit(s) of the last %2 days.</source>
        <translation>
            <numerusform>适用于最近 %2 天 %n 个提交中的 %1 个。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::PatchController</name>
    <message>
        <source>The patch is in the clipboard.</source>
        <translation>补丁已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The patch is in the clipboard, but not all of it is UTF-8: save it as a file for git to take it.</source>
        <translation>补丁已复制到剪贴板，但其中有非 UTF-8 的内容：请存为文件，git 才能应用。</translation>
    </message>
    <message>
        <source>Save Patch</source>
        <translation>保存补丁</translation>
    </message>
    <message>
        <source>Patches (*.patch *.diff)</source>
        <translation>补丁 (*.patch *.diff)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>The patch was saved as %1.</source>
        <translation>补丁已保存为 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not in it, or not whole, being too large: %1</source>
        <translation>
            <numerusform>有 %n 个文件过大，没有收入或没有收全：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>The pages of this repository&apos;s host are not known.</source>
        <translation>不认识此仓库所在网站的网页格式。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::ui::PdfPrinter</name>
    <message>
        <source>Stopped: nothing was written.</source>
        <translation>已停止：没有写入任何内容。</translation>
    </message>
    <message>
        <source>The browser engine made no readable PDF: try again, or export another format.</source>
        <translation>浏览器引擎没有生成可读的 PDF：请重试，或换一种格式导出。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2): choose another file, or check the folder, its permissions and the free space.</source>
        <translation>无法写入 %1（%2）：请另选文件，或检查文件夹、权限和可用空间。</translation>
    </message>
    <message>
        <source>The PDF took too long: choose fewer days or repositories, or export as HTML.</source>
        <translation>生成 PDF 用时过长：请减少日期或仓库，或导出 HTML 格式。</translation>
    </message>
    <message>
        <source>This report is too long for a PDF (more than %1 MB): choose fewer days or repositories, or export as HTML, which has no limit.</source>
        <translation>报告太长，无法生成 PDF（超过 %1 MB）：请减少日期或仓库，或导出没有长度限制的 HTML 格式。</translation>
    </message>
    <message>
        <source>The browser engine ended while it printed: try again with fewer days or repositories, or export as HTML.</source>
        <translation>浏览器引擎在打印时退出：请减少日期或仓库后重试，或导出 HTML 格式。</translation>
    </message>
    <message>
        <source>The browser engine could not read the report: try again, or export another format.</source>
        <translation>浏览器引擎无法读取报告：请重试，或换一种格式导出。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2).</source>
        <translation>无法读取 %1（%2）。</translation>
    </message>
    <message>
        <source>The browser engine could not print the report: check the space for temporary files, or export another format.</source>
        <translation>浏览器引擎无法打印报告：请检查临时文件的可用空间，或换一种格式导出。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::Picture</name>
    <message>
        <source>This is not a picture of a known format.</source>
        <translation>不是可识别的图片格式。</translation>
    </message>
    <message>
        <source>Pictures of the format %1 cannot be read here.</source>
        <translation>这里无法读取 %1 格式的图片。</translation>
    </message>
    <message>
        <source>The picture is too large to be shown: %1 × %2 pixels.</source>
        <translation>图片过大，无法显示：%1 × %2 像素。</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>图片已损坏。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::PlanDialog</name>
    <message>
        <source>Analyze</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>%1 with %2</source>
        <translation>用 %2 分析 %1</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>允许发送</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>正在估算…</translation>
    </message>
    <message>
        <source>To be sent:</source>
        <translation>将发送：</translation>
    </message>
    <message>
        <source>Analyzed already:</source>
        <translation>已分析：</translation>
    </message>
    <message>
        <source>Tokens:</source>
        <translation>Token：</translation>
    </message>
    <message>
        <source>Cost:</source>
        <translation>费用：</translation>
    </message>
    <message>
        <source>Time:</source>
        <translation>时间：</translation>
    </message>
    <message>
        <source>Left of today&apos;s limit:</source>
        <translation>今日剩余额度：</translation>
    </message>
    <message>
        <source>&amp;Do not ask again</source>
        <translation>不再询问(&amp;D)</translation>
    </message>
    <message>
        <source>You can turn this on again in the settings.</source>
        <translation>可在设置中恢复。</translation>
    </message>
    <message>
        <source>&amp;Analyze</source>
        <translation>分析(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Analyze Again…</source>
        <translation>重新分析(&amp;A)…</translation>
    </message>
    <message>
        <source>Cannot estimate:</source>
        <translation>无法估算：</translation>
    </message>
    <message numerus="yes">
        <source>The model has analyzed all of %n commit(s) already. Nothing needs to be sent.</source>
        <translation>
            <numerusform>全部 %n 个提交都已由模型分析，无需发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is sent: the model may see none of these repositories. The built-in rules analyze them.</source>
        <translation>不会发送任何内容：这些仓库都未允许发送给模型，由内置规则分析。</translation>
    </message>
    <message>
        <source>There are no commits to analyze.</source>
        <translation>没有可分析的提交。</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) could not be read and are not in the estimate.</source>
        <translation>
            <numerusform>%n 个提交无法读取，未计入估算。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is more than today&apos;s limit leaves. The run stops there; what is missing can be analyzed tomorrow.</source>
        <translation>超出今日剩余额度，分析会在用完时停止；缺少的部分可以明天再分析。</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>🔴 %n of high importance by the rules first</source>
        <translation>
            <numerusform>🔴 规则判为高的 %n 个优先</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s), free</source>
        <translation>
            <numerusform>%n 个提交，免费</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 (%2 sent, %3 answered)</source>
        <translation>约 %1（发送 %2，收到 %3）</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message numerus="yes">
        <source>All %n of these</source>
        <translation>
            <numerusform>以上全部 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not shared with the model, analyzed on this computer: %1 and %n more.</source>
        <translation>
            <numerusform>未允许发送给模型，只在本机分析：%1，以及另外 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not shared with the model, analyzed on this computer: %1.</source>
        <translation>未允许发送给模型，只在本机分析：%1。</translation>
    </message>
    <message>
        <source>Share with the model</source>
        <translation>允许发送给模型</translation>
    </message>
    <message>
        <source>The messages and changed lines of its commits are then sent to the provider.</source>
        <translation>其提交说明和改动的行将发送给服务商。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>rijian::ui::PromptDialog</name>
    <message>
        <source>Being put together…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>Prompt for %1</source>
        <translation>%1 的提示词</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>%1 characters, about %2 tokens. Nothing was sent.</source>
        <translation>%1 个字符，约 %2 token。没有发送任何内容。</translation>
    </message>
    <message>
        <source>Find in the prompt</source>
        <translation>在提示词中查找</translation>
    </message>
    <message>
        <source>There is no prompt to show</source>
        <translation>没有可显示的提示词</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>找到 %n 处</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::QueueBar</name>
    <message>
        <source>To do</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Follow up</source>
        <translation>待跟进</translation>
    </message>
    <message numerus="yes">
        <source>%n from earlier days</source>
        <translation>
            <numerusform>%n 个是前几天留下的</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n due</source>
        <translation>
            <numerusform>%n 个已到期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::Reader</name>
    <message>
        <source>The file is too large.</source>
        <translation>文件过大。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ReportImporter</name>
    <message>
        <source>No report could be imported.</source>
        <translation>未能导入任何报告。</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) read.</source>
        <translation>
            <numerusform>已读取 %n 份报告。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 All of it was there already.</source>
        <extracomment>%1: &quot;3 reports read.&quot;</extracomment>
        <translation>%1内容都已有。</translation>
    </message>
    <message numerus="yes">
        <source>%n repositories</source>
        <translation>
            <numerusform>%n 个仓库</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s)</source>
        <translation>
            <numerusform>%n 张卡片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed analyses</source>
        <translation>
            <numerusform>%n 次失败的分析</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Added: %2.</source>
        <extracomment>%1: &quot;3 reports read.&quot;; %2: &quot;1 repository, 12 commits and 10 cards&quot;</extracomment>
        <translation>%1新增：%2。</translation>
    </message>
    <message>
        <source>Import Reports</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>Reports (*.md *.markdown)</source>
        <translation>报告 (*.md *.markdown)</translation>
    </message>
    <message>
        <source>Import Folder of Reports</source>
        <translation>导入报告文件夹</translation>
    </message>
    <message>
        <source>Reports are being imported already: wait for them, or stop that first.</source>
        <translation>正在导入报告：请等待完成，或先将其停止。</translation>
    </message>
    <message>
        <source>The import was stopped. What was read before is there.</source>
        <translation>导入已停止，此前读取的内容已保存。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be imported.</source>
        <translation>
            <numerusform>%n 个文件未能导入。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ReportPreview</name>
    <message>
        <source>Preview of the report</source>
        <translation>报告预览</translation>
    </message>
    <message>
        <source>The browser engine ended. The report can be exported all the same.</source>
        <translation>浏览器引擎已退出，报告仍然可以导出。</translation>
    </message>
    <message>
        <source>Being put together…</source>
        <translation>正在生成…</translation>
    </message>
    <message>
        <source>There is no preview</source>
        <translation>没有预览</translation>
    </message>
</context>
<context>
    <name>rijian::ui::ReportWriter</name>
    <message>
        <source>Stopped: nothing was written.</source>
        <translation>已停止：没有写入任何内容。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::RepositoriesPage</name>
    <message>
        <source>Repositories</source>
        <translation>仓库</translation>
    </message>
    <message>
        <source>Fetch:</source>
        <translation>获取：</translation>
    </message>
    <message>
        <source>When the program &amp;starts</source>
        <translation>启动程序时(&amp;S)</translation>
    </message>
    <message>
        <source>Only by hand</source>
        <translation>仅手动</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Fetch again &amp;after:</source>
        <translation>获取间隔(&amp;A)：</translation>
    </message>
    <message>
        <source>Each host is asked for one repository at a time.</source>
        <translation>同一主机一次只获取一个仓库。</translation>
    </message>
    <message>
        <source>List:</source>
        <translation>列表：</translation>
    </message>
    <message>
        <source>&amp;Merge commits, too</source>
        <translation>包含合并提交(&amp;M)</translation>
    </message>
</context>
<context>
    <name>rijian::ui::RepositoryDialog</name>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Address:</source>
        <translation>地址：</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>the default branch</source>
        <translation>默认分支</translation>
    </message>
    <message>
        <source>&amp;Branches:</source>
        <translation>分支(&amp;B)：</translation>
    </message>
    <message>
        <source>Separate several with spaces.</source>
        <translation>多个分支用空格分隔。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>分组(&amp;G)：</translation>
    </message>
    <message>
        <source>May be &amp;sent to a model</source>
        <translation>允许发送给模型(&amp;S)</translation>
    </message>
    <message>
        <source>Privacy:</source>
        <translation>隐私：</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The settings share all repositories.</source>
        <translation>已在设置中允许发送所有仓库。</translation>
    </message>
    <message>
        <source>The messages and changed lines of its commits are then sent to the provider that the settings name.</source>
        <translation>开启后，该仓库的提交说明和变更内容会发送给设置中选定的服务商。</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>请填写名称。</translation>
    </message>
    <message>
        <source>Another repository has this name.</source>
        <translation>已有同名仓库。</translation>
    </message>
    <message>
        <source>“%1” cannot be the name of a branch.</source>
        <translation>“%1”不是有效的分支名。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::RepositoryPanel</name>
    <message>
        <source>Tracked repositories</source>
        <translation>已跟踪的仓库</translation>
    </message>
    <message>
        <source>Rena&amp;me Group…</source>
        <translation>重命名分组(&amp;M)…</translation>
    </message>
    <message>
        <source>Move to &amp;Group</source>
        <translation>移到分组(&amp;G)</translation>
    </message>
    <message>
        <source>No Group</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>New Group…</source>
        <translation>新建分组…</translation>
    </message>
    <message>
        <source>New Group</source>
        <translation>新建分组</translation>
    </message>
    <message>
        <source>Name of the group:</source>
        <translation>分组名称：</translation>
    </message>
    <message>
        <source>May Be &amp;Sent to a Model</source>
        <translation>允许发送给模型(&amp;S)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>rijian::ui::RuleController</name>
    <message>
        <source>Your rules are applied to all commits.</source>
        <translation>你的规则已应用到所有提交。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>rijian::ui::SavedSearches</name>
    <message>
        <source>&amp;Rename…</source>
        <translation>重命名(&amp;R)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Rename the Search</source>
        <translation>重命名搜索</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Edit What Is Looked For…</source>
        <translation>编辑搜索内容(&amp;E)…</translation>
    </message>
    <message>
        <source>Edit the Search</source>
        <translation>编辑搜索</translation>
    </message>
    <message>
        <source>Look for:</source>
        <translation>搜索内容：</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
</context>
<context>
    <name>rijian::ui::SchedulePage</name>
    <message>
        <source>Once a day:</source>
        <translation>每天一次：</translation>
    </message>
    <message>
        <source>&amp;Fetch and analyze all repositories</source>
        <translation>获取并分析所有仓库(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;At:</source>
        <translation>时间(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;Export the report of the day before</source>
        <translation>导出前一天的报告(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Deliver its digest to the targets below</source>
        <translation>将摘要投递到下列目标(&amp;D)</translation>
    </message>
    <message>
        <source>In the time zone of the General page. Runs while the program is open; if it was closed then, soon after the next start. “rijian-cli schedule install” runs it without the program.</source>
        <translation>按“常规”页的时区。程序打开时运行；届时未打开，则在下次启动后不久补上。运行“rijian-cli schedule install”后，不打开程序也能执行。</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>投递目标</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Last delivery</source>
        <translation>上次投递</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>新建(&amp;N)…</translation>
    </message>
    <message>
        <source>Ed&amp;it…</source>
        <translation>编辑(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>测试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Checked targets get the digest once a day, each message at most once. Addresses and passwords are kept in the system&apos;s keychain.</source>
        <translation>勾选的目标每天收到一次摘要，每条消息最多发送一次。地址和密码保存在系统钥匙串中。</translation>
    </message>
    <message>
        <source>Next run: %1.</source>
        <translation>下次运行：%1。</translation>
    </message>
    <message>
        <source>Last run: %1, not all done. %2</source>
        <translation>上次运行：%1，部分未完成。%2</translation>
    </message>
    <message>
        <source>Last run: %1, all done.</source>
        <translation>上次运行：%1，全部完成。</translation>
    </message>
    <message>
        <source>The whole report</source>
        <translation>完整报告</translation>
    </message>
    <message>
        <source>“%1” is removed.</source>
        <translation>已移除“%1”。</translation>
    </message>
    <message>
        <source>Sending a test message to “%1”…</source>
        <translation>正在向“%1”发送测试消息…</translation>
    </message>
    <message>
        <source>“%1” works.</source>
        <translation>“%1”可用。</translation>
    </message>
    <message>
        <source>Schedule and Delivery</source>
        <translation>定时与投递</translation>
    </message>
    <message>
        <source>&amp;Keep running in the notification area when the window is closed</source>
        <translation>关闭窗口后在通知区域继续运行(&amp;K)</translation>
    </message>
    <message>
        <source>This desktop has no notification area.</source>
        <translation>此桌面没有通知区域。</translation>
    </message>
    <message>
        <source>Last run: %1, not finished. %2</source>
        <translation>上次运行：%1，未完成。%2</translation>
    </message>
    <message>
        <source>No folder is chosen for it yet: General › Reports go to.</source>
        <translation>还没有选定报告目录：常规 › 报告导出到。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::SearchBar</name>
    <message>
        <source>Search all commits: words, &quot;phrases&quot;, -without, author: path: importance: date: …</source>
        <translation>搜索全部提交：词语、“完整短语”、-排除、作者： 路径： 重要程度： 日期： …</translation>
    </message>
    <message>
        <source>Search all commits</source>
        <translation>搜索全部提交</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save this search above the repositories</source>
        <translation>把此搜索保存到仓库列表上方</translation>
    </message>
    <message>
        <source>Back to the day (Esc)</source>
        <translation>返回当天 (Esc)</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭搜索</translation>
    </message>
    <message>
        <source>more than %L1 commits</source>
        <translation>超过 %L1 个提交</translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s)</source>
        <translation>
            <numerusform>%n 个提交</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n commit(s) are still being prepared for the search.</source>
        <translation>
            <numerusform>还有 %n 个提交正在为搜索做准备。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::ServiceFields</name>
    <message>
        <source>&amp;Test connection</source>
        <translation>测试连接(&amp;T)</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>the same key as above</source>
        <translation>与上面的密钥相同</translation>
    </message>
    <message>
        <source>Without https, others on the way can read the key and the code.</source>
        <translation>未使用 https，密钥和代码可能在传输途中被他人看到。</translation>
    </message>
    <message>
        <source>Choose or write the model&apos;s name.</source>
        <translation>请选择或填写模型名称。</translation>
    </message>
    <message>
        <source>The key was not kept: %1 Empty the field to go on without it.</source>
        <translation>密钥未能保存：%1清空该栏即可跳过。</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Asking %1 for its models…</source>
        <translation>正在向 %1 查询模型列表…</translation>
    </message>
</context>
<context>
    <name>rijian::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>rijian::ui::SingleInstance</name>
    <message>
        <source>The data folder cannot be locked: check that it can be written to and is not full.</source>
        <translation>无法锁定数据文件夹：请检查是否可写、磁盘是否已满。</translation>
    </message>
    <message>
        <source>No socket can be made for later starts: check the session&apos;s runtime folder.</source>
        <translation>无法创建用于接收再次启动请求的套接字：请检查当前会话的运行时文件夹。</translation>
    </message>
    <message>
        <source>Rijian is running already with this data folder, but does not answer. End it, or use another folder.</source>
        <translation>日鉴已在使用该数据文件夹运行，但没有响应。请结束它，或改用其他文件夹。</translation>
    </message>
</context>
<context>
    <name>rijian::ui::TargetDialog</name>
    <message>
        <source>Feishu</source>
        <translation>飞书</translation>
    </message>
    <message>
        <source>DingTalk</source>
        <translation>钉钉</translation>
    </message>
    <message>
        <source>WeCom</source>
        <translation>企业微信</translation>
    </message>
    <message>
        <source>Webhook (JSON)</source>
        <translation>Webhook（JSON）</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Git repository</source>
        <translation>Git 仓库</translation>
    </message>
    <message>
        <source>🔴 only</source>
        <translation>仅 🔴</translation>
    </message>
    <message>
        <source>🔴 and 🟡</source>
        <translation>🔴 和 🟡</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>%1: delivered</source>
        <translation>%1：已送达</translation>
    </message>
    <message>
        <source>%1: refused</source>
        <translation>%1：被拒绝</translation>
    </message>
    <message>
        <source>%1: being sent</source>
        <translation>%1：发送中</translation>
    </message>
    <message>
        <source>%1: waiting</source>
        <translation>%1：等待中</translation>
    </message>
    <message>
        <source>%1: not known</source>
        <translation>%1：结果未知</translation>
    </message>
    <message>
        <source>Add a Target</source>
        <translation>添加投递目标</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>&amp;Service:</source>
        <translation>服务(&amp;S)：</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>such as the team&apos;s name</source>
        <translation>例如团队名称</translation>
    </message>
    <message>
        <source>&amp;What:</source>
        <translation>内容(&amp;W)：</translation>
    </message>
    <message>
        <source>kept in the keychain; leave it empty to keep it</source>
        <translation>已保存在钥匙串中；留空则不变</translation>
    </message>
    <message>
        <source>&amp;Address:</source>
        <translation>地址(&amp;A)：</translation>
    </message>
    <message>
        <source>https://…, as the service shows it</source>
        <translation>https://…，照服务所示填写</translation>
    </message>
    <message>
        <source>Signing &amp;key:</source>
        <translation>签名密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>if messages are to be signed</source>
        <translation>需要签名时填写</translation>
    </message>
    <message>
        <source>Keywor&amp;d:</source>
        <translation>关键词(&amp;D)：</translation>
    </message>
    <message>
        <source>if the robot&apos;s security setting requires one</source>
        <translation>机器人安全设置要求时填写</translation>
    </message>
    <message>
        <source>Mail se&amp;rver:</source>
        <translation>邮件服务器(&amp;R)：</translation>
    </message>
    <message>
        <source>None (this machine only)</source>
        <translation>不加密（仅限本机）</translation>
    </message>
    <message>
        <source>&amp;Encryption:</source>
        <translation>加密(&amp;E)：</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认端口</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>端口(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;User:</source>
        <translation>用户(&amp;U)：</translation>
    </message>
    <message>
        <source>leave empty for no login</source>
        <translation>留空则不登录</translation>
    </message>
    <message>
        <source>Passwor&amp;d:</source>
        <translation>密码(&amp;D)：</translation>
    </message>
    <message>
        <source>&amp;From:</source>
        <translation>发件人(&amp;F)：</translation>
    </message>
    <message>
        <source>T&amp;o:</source>
        <translation>收件人(&amp;O)：</translation>
    </message>
    <message>
        <source>separate several with commas</source>
        <translation>多个用逗号分隔</translation>
    </message>
    <message>
        <source>a git working tree</source>
        <translation>一个 git 工作区</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>文件夹(&amp;L)：</translation>
    </message>
    <message>
        <source>The Repository That Reports Go Into</source>
        <translation>存放报告的仓库</translation>
    </message>
    <message>
        <source>Pat&amp;h in it:</source>
        <translation>其中的路径(&amp;H)：</translation>
    </message>
    <message>
        <source>P&amp;ush after the commit</source>
        <translation>提交后推送(&amp;U)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>测试(&amp;T)</translation>
    </message>
    <message>
        <source>Sending a test message…</source>
        <translation>正在发送测试消息…</translation>
    </message>
    <message>
        <source>It works.</source>
        <translation>测试成功。</translation>
    </message>
    <message>
        <source>%1: committed</source>
        <translation>%1：已提交</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <extracomment>%1: what became of a delivery, %2: why</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Messages are not si&amp;gned: remove the key</source>
        <translation>消息不签名：移除密钥(&amp;G)</translation>
    </message>
</context>
<context>
    <name>rijian::ui::TriageController</name>
    <message numerus="yes">
        <source>%n commit(s): %1.</source>
        <translation>
            <numerusform>已将 %n 个提交标记为“%1”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Importance as on the card</source>
        <translation>重要程度以分析卡片为准</translation>
    </message>
    <message>
        <source>Importance: %1</source>
        <translation>重要程度：%1</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Your note on this commit:</source>
        <translation>对该提交的备注：</translation>
    </message>
    <message numerus="yes">
        <source>Your note on %n commit(s):</source>
        <translation>
            <numerusform>对 %n 个提交的备注：</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing of high importance is left to review.</source>
        <translation>没有高重要度的待看提交了。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Your note on %n commit(s), in place of those that they have:</source>
        <translation>
            <numerusform>你对 %n 个提交的备注（将替换各自原有的备注）：</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>rijian::ui::WelcomePage</name>
    <message>
        <source>Which repositories do you follow?</source>
        <translation>你关注哪些仓库？</translation>
    </message>
    <message>
        <source>Paste the address of a repository and press Enter. The day&apos;s commits appear as soon as the history needed is here; each one gets a card that says what changed, whether it matters and what to do.</source>
        <translation>粘贴仓库地址并按 Enter。所需的历史获取完成后，当天的提交就会显示出来；每个提交都有一张分析卡片，说明改了什么、是否重要、该如何处理。</translation>
    </message>
    <message>
        <source>vllm-project/vllm · https://host/owner/name · git@host:owner/name.git · a folder, also dropped here</source>
        <translation>vllm-project/vllm · https://host/owner/name · git@host:owner/name.git · 文件夹（也可拖放到此处）</translation>
    </message>
    <message>
        <source>No account and no key is needed: the built-in rules analyze on this machine. A model can be set up later.</source>
        <translation>无需账号和密钥：内置规则在本机完成分析。模型可以稍后再配置。</translation>
    </message>
</context>
</TS>
