// A login that nobody works with ends after body[data-idle] seconds: two minutes before, the page asks whether to go on.
//
// The tabs of a browser share one clock (localStorage). What is typed stays in the page, and in the draft of the form.
(function () {
  'use strict';

  const idle = Number(document.body.dataset.idle) * 1000;
  if (!idle || !document.body.dataset.person) { return; }
  const KEY = 'hj-seen';
  const WARN = Math.min(120000, idle / 3);
  let own = Date.now();
  let note = null;
  let state = '';

  function seen() {
    own = Date.now();
    try { window.localStorage.setItem(KEY, String(own)); } catch (error) { /* forbidden: this tab counts for itself */ }
  }
  function last() {
    try { return Math.max(own, Number(window.localStorage.getItem(KEY)) || 0); } catch (error) { return own; }
  }
  function show(next, kind, text, ...parts) {
    if (state === next) { return; }
    state = next;
    if (note) { note.remove(); note = null; }
    if (!next) { return; }
    note = window.huanju.say(kind, 'clock', text);
    note.id = 'idle';
    note.lastElementChild.append(' ', ...parts);
  }
  function goOn() {
    const token = document.querySelector('input[name=csrfmiddlewaretoken]');
    window.fetch('/account/continue/', { method: 'POST', headers: { 'X-CSRFToken': token ? token.value : '' } })
      .then((answer) => { if (answer.ok) { seen(); tick(); } else { over(); } })
      .catch(() => { window.huanju.say('no', 'warn', '网络断了，请再点一次“继续”。'); state = ''; });
  }
  function over() {
    const link = document.createElement('a');
    link.href = '/login/?next=' + encodeURIComponent(window.location.pathname + window.location.search);
    link.textContent = '重新登录';
    show('over', 'no', '登录已过期。填写的内容已作为草稿存在本标签页里，登录后回到这里可以恢复。', link);
  }
  function tick() {
    const left = last() + idle - Date.now();
    if (left <= 0) { over(); return; }
    if (left > WARN) { show(''); return; }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-sm';
    button.textContent = '继续';
    button.addEventListener('click', goOn);
    show('warn', 'open', '很久没有操作，登录即将过期。', button);
  }

  seen();
  document.addEventListener('htmx:afterRequest', seen);
  window.setInterval(tick, Math.min(5000, idle / 10));
})();
