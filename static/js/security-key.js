// Security keys: what the browser or the key refuses is said in the page, in words.
(function () {
  'use strict';

  const WORDS = {
    NotAllowedError: '没有完成：时间到了，或在浏览器的提示里取消了。请再点一次按钮。',
    InvalidStateError: '这个密钥已经添加过了。',
    SecurityError: '这个网址不能使用安全密钥：须用加密连接（https）打开本系统。请告诉系统管理员，或改用动态口令。',
  };
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault();
    const name = event.detail.exception && event.detail.exception.name;
    window.huanju.say('no', 'warn', WORDS[name] || '安全密钥没有应答。请换一个浏览器再试，或改用动态口令。');
  });
})();
