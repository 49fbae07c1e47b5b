// What makes the pages quicker to use. Every action also works without it; nothing here decides or keeps anything.
(function () {
  'use strict';

  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  // ── what needs script appears with it ───────────────────────────────────────────────────────────────────────
  function reveal(root) {
    all('[data-close], [data-print-page], [data-pick-all]', root).forEach((element) => { element.hidden = false; });
    all('input[data-day]', root).forEach(calendar);
  }

  // ── a form is sent once, unless data-again says that the page stays (a download) ────────────────────────────
  const sent = new WeakSet();

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === 'get' || form.hasAttribute('data-again')) { return; }
    if (sent.has(form)) { event.preventDefault(); return; }
    sent.add(form);
    const button = event.submitter;
    if (!button) { return; }
    button.setAttribute('aria-disabled', 'true');
    if (button.classList.contains('btn')) { button.dataset.label = button.textContent; button.lastChild.textContent = '正在提交…'; }
  });
  // Back from the browser's memory the page must be usable again.
  window.addEventListener('pageshow', (event) => { if (event.persisted) { window.location.reload(); } });

  // ── menus close on Escape, on a click elsewhere and when the focus leaves ───────────────────────────────────
  document.addEventListener('click', (event) => {
    all('details.hj-menu[open]').forEach((menu) => { if (!menu.contains(event.target)) { menu.open = false; } });
    const close = event.target.closest('[data-close]');
    if (close) { close.parentElement.remove(); }
    if (event.target.closest('[data-print-page]')) { window.print(); }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') { return; }
    all('details.hj-menu[open]').forEach((menu) => { menu.open = false; menu.querySelector('summary').focus(); });
  });
  document.addEventListener('focusout', (event) => {
    const menu = event.target.closest('details.hj-menu[open]');
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) { menu.open = false; }
  });

  // ── ticked rows and what can be done with them ──────────────────────────────────────────────────────────────
  const picks = (bulk) => all('input[data-pick][form="' + bulk.id + '"]');

  function count(bulk) {
    const boxes = picks(bulk);
    const ticked = boxes.filter((box) => box.checked).length;
    bulk.querySelector('[data-picked]').value = String(ticked);
    bulk.hidden = ticked === 0;
    boxes.forEach((box) => { const row = box.closest('tr'); if (row) { row.classList.toggle('is-picked', box.checked); } });
    all('input[data-pick-all][form="' + bulk.id + '"]').forEach((box) => {
      box.checked = ticked > 0 && ticked === boxes.length;
      box.indeterminate = ticked > 0 && ticked < boxes.length;
    });
  }
  document.addEventListener('change', (event) => {
    const box = event.target;
    if (!box.matches('input[data-pick], input[data-pick-all]') || !box.form) { return; }
    if (box.matches('[data-pick-all]')) { picks(box.form).forEach((each) => { each.checked = box.checked; }); }
    count(box.form);
  });
  document.addEventListener('reset', (event) => {
    if (event.target.matches('[data-bulk]')) { window.setTimeout(() => count(event.target)); }
  });

  // ── a day can be typed, pasted or picked ────────────────────────────────────────────────────────────────────
  function calendar(text) {
    if (text.readOnly || text.disabled || text.parentElement.matches('.hj-day') || !HTMLInputElement.prototype.showPicker) { return; }
    const box = document.createElement('span');
    const native = document.createElement('input');
    const button = document.createElement('button');
    box.className = 'hj-day';
    native.type = 'date';
    native.tabIndex = -1;
    native.setAttribute('aria-hidden', 'true');
    button.type = 'button';
    button.setAttribute('aria-label', '打开日历');
    button.append(icon('calendar'));
    text.replaceWith(box);
    box.append(text, native, button);
    button.addEventListener('click', () => {
      native.value = /^\d{4}-\d{2}-\d{2}$/.test(text.value) ? text.value : '';
      native.showPicker();
    });
    native.addEventListener('change', () => {
      text.value = native.value;
      text.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }

  // ── a table that fits needs no tab stop of its own ──────────────────────────────────────────────────────────
  function tabStops() {
    all('.hj-scroll').forEach((box) => {
      if (box.scrollWidth > box.clientWidth) { box.tabIndex = 0; } else { box.removeAttribute('tabindex'); }
    });
  }
  window.addEventListener('resize', tabStops);

  // ── parts of a page without a reload ────────────────────────────────────────────────────────────────────────
  function icon(name) {
    const known = document.querySelector('svg.i use');
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', 'i');
    svg.setAttribute('aria-hidden', 'true');
    if (known) { use.setAttribute('href', known.getAttribute('href').split('#')[0] + '#' + name); }
    svg.append(use);
    return svg;
  }
  // A message stays in the page; only the end of background work is a toast.
  function say(kind, sign, text) {
    const main = document.getElementById('main');
    all('[data-said]').forEach((old) => old.remove());
    const note = document.createElement('div');
    const words = document.createElement('div');
    note.className = 'hj-note ' + kind;
    note.dataset.said = '';
    note.setAttribute('role', 'alert');
    words.textContent = text;
    note.append(icon(sign), words);
    main.prepend(note);
    return note;
  }
  function toast(job) {
    const box = document.getElementById('toasts');
    if (!box) { return; }
    const name = job.querySelector('.line a, .line b');
    const word = job.querySelector('.hj-st');
    const line = document.createElement('div');
    line.className = 'hj-toast';
    line.append(icon(job.dataset.ended === 'done' ? 'check' : 'warn'), name.cloneNode(true), word ? '：' + word.textContent.trim() : '');
    box.append(line);
    window.setTimeout(() => line.remove(), 12000);
  }
  document.addEventListener('htmx:beforeSwap', (event) => {
    // The login ended while the page was open: load the page anew, which leads to the login and back.
    if (/data-page="login/.test(event.detail.xhr.responseText)) { event.detail.shouldSwap = false; window.location.reload(); }
  });
  document.addEventListener('htmx:afterSettle', (event) => {
    reveal(event.target);
    tabStops();
    const job = event.detail.elt;
    if (job && job.matches && job.matches('.hj-job[data-ended]')) { toast(job); }
  });
  document.addEventListener('htmx:sendError', () => { say('no', 'warn', '网络断了，页面没有更新。连网后请再试一次，已填的内容都还在。'); });
  document.addEventListener('htmx:responseError', (event) => {
    const id = event.detail.xhr.getResponseHeader('X-Request-ID');
    say('no', 'warn', '这一部分没有取到（' + event.detail.xhr.status + '）。请刷新页面再试' + (id ? '；仍然出现，请把编号 ' + id + ' 告诉系统管理员。' : '。'));
  });

  // ── start ───────────────────────────────────────────────────────────────────────────────────────────────────
  reveal(document);
  tabStops();
  all('form[data-bulk]').forEach(count);
  const errors = document.querySelector('[data-errors]');
  if (errors) { errors.focus(); }

  window.huanju = { all: all, icon: icon, say: say };
})();
