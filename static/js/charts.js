// Draws charts from the tables under them: the cells with data-v are the only numbers, so picture and table cannot differ.
// Canvas and rich-text tooltips, because the Content-Security-Policy forbids the inline style of HTML tooltips.
(function () {
  'use strict';

  const INK = '#17222e', INK2 = '#3f4d5c', LINE = '#e3e9ef', AXIS = '#a8b4c1';
  const BLUE = '#0f56a0', LIGHT = '#8db7de', PALE = '#dfe6ed';
  const SERIES = [BLUE, LIGHT, '#17683f', '#b77900', INK2];
  const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';

  const whole = (number) => number.toLocaleString('zh-CN', { maximumFractionDigits: 0 });
  const exact = (number) => Math.round(number * 100) / 100;

  function read(id) {
    const table = document.getElementById(id);
    return Array.from(table ? table.querySelectorAll('tbody tr') : [])
      .filter((row) => row.querySelector('th') && row.querySelector('[data-v]'))
      .map((row) => ({
        name: row.querySelector('th').textContent.trim(),
        v: Array.from(row.querySelectorAll('[data-v]')).map((cell) => (cell.dataset.v === '' ? null : Number(cell.dataset.v))),
      }));
  }
  const values = (rows, index) => rows.map((row) => row.v[index]);

  function lying(rows) {
    return {
      animation: false,
      textStyle: { fontFamily: FONT, fontSize: 12, color: INK2 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, renderMode: 'richText' },
      grid: { left: 8, right: 56, top: 8, bottom: 4, containLabel: true },
      xAxis: { type: 'value', min: 0, axisLabel: { color: INK2, hideOverlap: true }, splitLine: { lineStyle: { color: LINE } } },
      yAxis: { type: 'category', inverse: true, data: rows.map((row) => row.name), axisTick: { show: false }, axisLine: { lineStyle: { color: AXIS } }, axisLabel: { color: INK } },
    };
  }
  function standing(rows) {
    const option = lying(rows);
    option.yAxis = option.xAxis;
    option.xAxis = { type: 'category', data: rows.map((row) => row.name), axisTick: { show: false }, axisLine: { lineStyle: { color: AXIS } }, axisLabel: { color: INK } };
    option.grid = { left: 8, right: 16, top: 24, bottom: 4, containLabel: true };
    return option;
  }
  function targetLine(axis, target) {
    const at = {};
    at[axis] = Number(target);
    return { symbol: 'none', silent: true, label: { show: false }, lineStyle: { color: INK, type: 'solid', width: 2 }, data: [at] };
  }

  const KINDS = {
    bar(rows, want) {
      const option = lying(rows);
      option.grid.right = 48;
      if (values(rows, 0).every((value) => Number.isInteger(value))) { option.xAxis.minInterval = 1; }
      option.series = [{ name: want.names[0], type: 'bar', barMaxWidth: 16, itemStyle: { color: BLUE }, data: values(rows, 0),
        label: { show: true, position: 'right', color: INK, formatter: (point) => (point.value === null ? '—' : point.value.toLocaleString('zh-CN') + want.unit) } }];
      if (want.target) { option.series[0].markLine = targetLine('xAxis', want.target); }
      return option;
    },
    rank(rows, want) {
      const option = lying(rows);
      option.grid.right = 24;
      option.xAxis.max = 100;
      option.xAxis.axisLabel.formatter = '{value}%';
      option.series = [{ name: want.names[0], type: 'bar', barWidth: '62%', barMaxWidth: 20, itemStyle: { color: BLUE }, data: values(rows, 0),
        label: { show: true, position: 'insideLeft', color: '#fff', fontSize: 11, formatter: (point) => (point.value >= 12 ? point.value.toFixed(2) + '%' : '') } }];
      if (rows.some((row) => row.v.length > 1)) {
        option.series.push({ name: want.names[1], type: 'scatter', symbol: 'circle', symbolSize: 9, z: 6,
          itemStyle: { color: '#fff', borderColor: INK, borderWidth: 2, opacity: 1 }, data: rows.map((row) => [row.v[1], row.name]) });
      }
      if (want.target) { option.series[0].markLine = targetLine('xAxis', want.target); }
      return option;
    },
    // Three values a row: planned, arrived, paid.
    money(rows, want) {
      const option = lying(rows);
      option.xAxis.axisLabel.formatter = whole;
      option.series = [
        { name: want.names[0] || '已支付', type: 'bar', stack: 'money', barMaxWidth: 16, itemStyle: { color: BLUE }, data: values(rows, 2) },
        { name: want.names[1] || '到位未付', type: 'bar', stack: 'money', itemStyle: { color: LIGHT }, data: rows.map((row) => exact(row.v[1] - row.v[2])) },
        { name: want.names[2] || '未到位', type: 'bar', stack: 'money', itemStyle: { color: PALE, borderColor: AXIS, borderWidth: 1 }, data: rows.map((row) => exact(Math.max(row.v[0] - row.v[1], 0))),
          label: { show: true, position: 'right', color: INK, formatter: (point) => whole(rows[point.dataIndex].v[0]) } },
      ];
      return option;
    },
    line(rows, want) {
      const option = standing(rows);
      option.tooltip.axisPointer = { type: 'line' };
      option.yAxis.axisLabel.formatter = '{value}' + want.unit;
      option.series = want.names.map((name, index) => ({ name: name, type: 'line', symbol: index % 2 ? 'rect' : 'circle', symbolSize: 7, color: SERIES[index % SERIES.length],
        lineStyle: { width: 2, type: index % 2 ? 'dashed' : 'solid' }, data: values(rows, index), connectNulls: false }));
      if (want.target) { option.series[0].markLine = targetLine('yAxis', want.target); }
      return option;
    },
    column(rows, want) {
      const option = standing(rows);
      option.yAxis.axisLabel.formatter = '{value}' + want.unit;
      option.series = want.names.map((name, index) => ({ name: name, type: 'bar', barMaxWidth: 28, itemStyle: { color: SERIES[index % SERIES.length] }, data: values(rows, index) }));
      if (want.target) { option.series[0].markLine = targetLine('yAxis', want.target); }
      return option;
    },
  };

  function draw(box) {
    const rows = read(box.dataset.table);
    const make = KINDS[box.dataset.chart];
    if (!make || rows.length === 0) { box.hidden = true; return; }
    const chart = window.echarts.init(box, null, { renderer: 'canvas', devicePixelRatio: 2 });
    chart.setOption(make(rows, { names: (box.dataset.names || '').split(/[,，]/), target: box.dataset.target, unit: box.dataset.unit || '' }));
    const paper = (box.dataset.print || '').split('x').map(Number);
    let printing = false;
    window.addEventListener('resize', () => { if (!printing) { chart.resize(); } });
    if (paper.length !== 2) { return; }
    window.addEventListener('beforeprint', () => { printing = true; chart.resize({ width: paper[0], height: paper[1] }); chart.getZr().flush(); });
    window.addEventListener('afterprint', () => { printing = false; chart.resize({ width: 'auto', height: 'auto' }); });
  }
  document.querySelectorAll('[data-chart]').forEach(draw);
})();
