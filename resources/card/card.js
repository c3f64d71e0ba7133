// Runs in a world of its own (QWebEngineScript::ApplicationWorld); the page itself runs no script. Gets data only: HTML that was made safe.
globalThis.rijianCard = (() => {
    const root = document.getElementById('card');
    let key = null;

    // What the reader opened stays open; each kind of details is there once.
    function keepOpen(content) {
        for (const shown of root.querySelectorAll('details[open]')) {
            const next = content.querySelector(`details.${shown.className}`);
            if (next)
                next.open = true;
        }
    }

    // Blocks that did not change stay, so that a text that grows keeps its selection and costs little.
    function merge(blocks) {
        let i = 0;
        for (; i < blocks.length && i < root.children.length; ++i) {
            const shown = root.children[i];
            if (!shown.isEqualNode(blocks[i]))
                shown.replaceWith(blocks[i]);
        }
        while (root.children.length > i)
            root.lastElementChild.remove();
        root.append(...blocks.slice(i));
    }

    return {
        show(data) {
            const page = document.scrollingElement;
            const same = data.key === key;
            const atEnd = page.scrollTop + innerHeight >= page.scrollHeight - 8;
            const template = document.createElement('template');
            template.innerHTML = data.html;
            if (same)
                keepOpen(template.content);
            else
                root.replaceChildren();
            merge(Array.from(template.content.children));
            if (!same)
                page.scrollTop = 0;
            else if (data.follow && atEnd && page.scrollTop > 0)
                page.scrollTop = page.scrollHeight;
            key = data.key;
            return true;
        },
        style(data) {
            const html = document.documentElement;
            html.lang = data.language;
            for (const name in data.variables)
                html.style.setProperty(name, data.variables[name]);
            return true;
        }
    };
})();
true;
