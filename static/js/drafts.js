// Nothing typed is lost: each form with data-draft keeps what is typed in this tab (sessionStorage) until it is saved.
//
// A draft belongs to the person and the form. Sending a form marks its draft; the next page that is not an error or login
// page (body[data-keep-drafts]) drops the marked drafts, unless the form came back with errors, which keeps the values by itself.
// Never kept: passwords, files, hidden fields. Logging out forgets all drafts of the tab.
(function () {
  'use strict';

  const all = window.huanju.all;
  const PREFIX = 'hj-draft:';
  const person = document.body.dataset.person || '';
  const SKIPPED = ['password', 'file', 'hidden', 'submit', 'button', 'reset', 'image'];
  let leaving = false;

  const store = {
    read(key) { try { return JSON.parse(window.sessionStorage.getItem(key)); } catch (error) { return null; } },
    write(key, draft) { try { window.sessionStorage.setItem(key, JSON.stringify(draft)); } catch (error) { /* full or forbidden: the guard below still asks */ } },
    drop(key) { try { window.sessionStorage.removeItem(key); } catch (error) { /* forbidden: there is nothing to drop */ } },
    keys() { try { return Object.keys(window.sessionStorage).filter((key) => key.startsWith(PREFIX)); } catch (error) { return []; } },
  };

  function keyOf(form) {
    return PREFIX + person + ':' + (form.dataset.draft || window.location.pathname + '#' + all('form[data-draft]').indexOf(form));
  }
  function controls(form) {
    return Array.from(form.elements).filter((control) => control.name && SKIPPED.indexOf(control.type) === -1);
  }
  // Values by name: a list per name, because boxes and repeated rows share one.
  function valuesOf(form) {
    const values = {};
    controls(form).forEach((control) => {
      const list = values[control.name] || (values[control.name] = []);
      if (control.type === 'checkbox' || control.type === 'radio') { list.push(control.checked); }
      else if (control.type === 'select-multiple') { list.push(Array.from(control.selectedOptions).map((option) => option.value)); }
      else { list.push(control.value); }
    });
    return values;
  }
  function fill(form, values) {
    const used = {};
    controls(form).forEach((control) => {
      const index = used[control.name] || 0;
      used[control.name] = index + 1;
      const value = (values[control.name] || [])[index];
      if (value === undefined) { return; }
      if (control.type === 'checkbox' || control.type === 'radio') { control.checked = value; }
      else if (control.type === 'select-multiple') { Array.from(control.options).forEach((option) => { option.selected = value.indexOf(option.value) !== -1; }); }
      else { control.value = value; }
      control.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function button(label, act) {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'btn-link-hj';
    element.textContent = label;
    element.addEventListener('click', act);
    return element;
  }
  function offer(form, key, draft) {
    const note = document.createElement('div');
    const words = document.createElement('div');
    const at = new Date(draft.at).toLocaleString('zh-CN', { hour12: false, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
    note.className = 'hj-note open';
    note.setAttribute('role', 'status');
    words.append('这里有 ' + at + ' 填了但没有保存的内容。 ',
      button('恢复草稿', () => { fill(form, draft.values); note.remove(); }), '  ',
      button('丢弃', () => { store.drop(key); note.remove(); }));
    note.append(window.huanju.icon('history'), words);
    form.prepend(note);
  }

  const start = new Map();
  const changed = (form) => start.has(form) && !same(start.get(form), valuesOf(form));
  const returned = (window.performance.getEntriesByType('navigation')[0] || {}).type;

  function settle(form) {
    const key = keyOf(form);
    const draft = store.read(key);
    start.set(form, valuesOf(form));
    if (!draft) { return; }
    if (form.querySelector('.is-bad, [data-errors]')) { store.write(key, Object.assign(draft, { sent: false })); start.set(form, null); return; }
    if (draft.sent && returned === 'navigate') { store.drop(key); return; }
    if (same(draft.values, start.get(form))) { store.drop(key); return; }
    offer(form, key, draft);
  }

  // On an error or login page the sent drafts are drafts again; on any other page they have been saved.
  const keeps = document.body.hasAttribute('data-keep-drafts');
  const forms = all('form[data-draft]');
  if (keeps) {
    store.keys().forEach((key) => { const draft = store.read(key); if (draft && draft.sent) { store.write(key, Object.assign(draft, { sent: false })); } });
  } else {
    forms.forEach(settle);
    const here = forms.map(keyOf);
    store.keys().forEach((key) => { const draft = store.read(key); if (draft && draft.sent && here.indexOf(key) === -1 && returned === 'navigate') { store.drop(key); } });
  }
  // Error and login pages speak of drafts only where there is one.
  all('[data-if-draft]').forEach((words) => { words.hidden = store.keys().length === 0; });
  if (document.body.dataset.page === 'logged-out') { store.keys().forEach(store.drop); }

  let timer = 0;
  function keep(form) {
    if (changed(form)) { store.write(keyOf(form), { at: Date.now(), values: valuesOf(form), sent: false }); }
  }
  document.addEventListener('input', (event) => {
    const form = event.target.form;
    if (!form || !form.hasAttribute('data-draft')) { return; }
    window.clearTimeout(timer);
    timer = window.setTimeout(() => keep(form), 300);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.hasAttribute('data-forget-drafts')) { leaving = true; store.keys().forEach(store.drop); return; }
    if (event.defaultPrevented || !form.hasAttribute('data-draft')) { return; }
    window.clearTimeout(timer);
    leaving = true;
    if (changed(form)) { store.write(keyOf(form), { at: Date.now(), values: valuesOf(form), sent: true }); }
  });
  window.addEventListener('beforeunload', (event) => {
    if (leaving) { return; }
    const open = all('form[data-draft]').filter(changed);
    open.forEach(keep);
    if (open.length) { event.preventDefault(); event.returnValue = ''; }
  });
})();
