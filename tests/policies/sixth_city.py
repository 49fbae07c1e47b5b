"""A sixth city, unlike the five: a city directly over communities, an item class from the start, its own ballot rule."""

SIXTH = """\
schema: 1
stands_on: [national]
identity:
  id: linhai
  name: 临海镇
  en: Linhai
  title: 临海镇老旧小区改造办法
  document_no: 临政〔2023〕1号
  issuer: 临海镇人民政府
  issued: 2023-02-01
  published: null
  unit: street
  nature: plan
  period: {from: 2023-02-01, to: null}
  script: zh-Hans
  file: null
  defers_to: []
levels:
  - {id: street, name: 镇, en: town, under: null, divisions: [street]}
  - {id: community, name: 社区, en: community, under: street, divisions: [community]}
actors:
  - {id: town, name: 镇政府, en: town, level: street, kind: government, concept: government}
  - {id: village, name: 居委会, en: committee, level: community, kind: community, concept: residents_committee}
  - {id: owners, name: 业主, en: owners, level: community, kind: residents, concept: owners}
transitions:
  - {at: start, by: [town], source: 第三条}
criteria:
  - {id: LH-C-after, name: 1980年以后建成, en: after 1980, about: neighbourhood, kind: computed, field: neighbourhood.completed_on, op: ">=", value: 1980-01-01, source: 第一条, quote: 1980年以后建成的小区}
  - {id: LH-C-size, name: 不少于三栋, en: three buildings, about: neighbourhood, kind: computed, field: neighbourhood.buildings, op: ">=", value: 3, soft: true, source: 第一条, quote: 一般不少于三栋}
  - {id: LH-C-will, name: 居民愿意, en: willing, about: neighbourhood, kind: declared, by: village, threshold: open, source: 第一条, quote: 居民愿意的}
  - {id: LH-C-grade, name: 等级为B或C, en: B or C, about: building, kind: computed, field: building.danger_grade, op: in, value: [B, C], source: 第四条, quote: 鉴定为B级或C级的}
  - {id: LH-C-low, name: 不高于原高度九成, en: not above nine tenths, about: building, kind: computed, field: rebuild.height, op: "<=", than: building.height, times: '0.9', source: 第四条, quote: 不高于原高度的九成}
  - {id: LH-C-pipe, name: 管线已会签, en: pipes countersigned, about: item, kind: declared, by: town, evidence: [会签单], source: 第三条, quote: 管线须经会签}
  - {id: LH-C-sun, name: 日照已公示, en: sunlight displayed, about: item, kind: declared, by: town, source: 第三条, quote: 影响日照的须公示}
  - {id: LH-C-peace, name: 争议已调解, en: dispute settled, about: dispute, kind: declared, by: village, source: 第三条, quote: 争议须经调解}
eligibility:
  - {id: LH-E-1, for: register, name: 范围, en: scope, require: [LH-C-after, LH-C-size, LH-C-will], source: 第一条, quote: 下列小区纳入改造}
classes:
  - {id: must, name: 必改, en: must, source: 第二条, quote: 分为必改和选改}
  - {id: may, name: 选改, en: may, source: 第二条, quote: 分为必改和选改}
categories:
  - {id: gas, name: 燃气工程, en: gas works, source: 第二条, quote: 燃气工程}
  - {id: other, name: 其他工程, en: other works, source: 第二条, quote: 其他工程}
items:
  - {id: gas, name: 燃气总管, en: gas main, category: other, class: must, concept: gas, source: 第二条}
  - {id: branch, name: 燃气支管, en: gas branch, category: gas, class: must, concept: gas, source: 第二条}
  - {id: lamp, name: 路灯, en: lamp, category: other, class: may, concept: lighting, source: 第二条}
shares:
  - {id: LH-S-may, name: 选改分担, en: sharing, class: may, payers: [{who: residents, part: main, percent: '33.3'}, {who: market, part: some, percent: '33.3'}, {who: government, part: support, percent: '33.4'}], source: 第二条, quote: 三方分担}
subsidies:
  - {id: LH-U-gas, name: 燃气补助, en: gas subsidy, for: [gas], rate: '0.333', per: cost, when: [], paid_from: town, source: 第二条, quote: 燃气工程补助三分之一}
  - {id: LH-U-flat, name: 定额补助, en: flat subsidy, for: [], amount: '1234.56', per: project, when: [], paid_from: town, source: 第二条, quote: 每个项目补助}
channels:
  - {id: town, name: 镇级资金, en: town money, kind: fiscal, cap: project.investment, source: 第二条, quote: 不超过总投资}
priority:
  - {id: LH-P-1, order: 1, name: 批次, en: batch, field: project.batch, prefer: [reserve, planning], source: 第五条, quote: 储备在先}
  - {id: LH-P-2, order: 2, name: 年代, en: age, field: neighbourhood.completed_on, prefer: low, source: 第五条, quote: 年代久者优先}
gates:
  - {id: LH-G-pipe, at: start, effect: block, applies_to: {utility_items: true}, name: 管线会签, en: pipes, require: [LH-C-pipe], source: 第三条, quote: 管线须经会签}
  - {id: LH-G-sun, at: start, effect: block, applies_to: {affects_sunlight_or_green: true}, name: 日照, en: sunlight, require: [LH-C-sun], source: 第三条, quote: 影响日照的须公示}
  - {id: LH-G-peace, at: start, effect: block, applies_to: {ever_disputed: true}, name: 调解, en: settled, require: [LH-C-peace], source: 第三条, quote: 争议须经调解}
reviews: []
modes: []
indicators: []
assessments: []
deadlines: []
special:
  - {id: LH-X-low, name: 降层重建, en: lower rebuild, when: [LH-C-grade], require: [LH-C-low], waives: [配套费], approver: town, effect: {zh: 可降层重建, en: may be rebuilt lower}, source: 第四条, quote: 可降层重建}
duties: []
unsettled: []
ballots:
  - {id: LH-B-rebuild, matter: rebuild, name: 重建表决, en: rebuild, participation: {at_least: '3/4'}, consent: {more_than: '4/5'}, in_force: 2023-02-01, source: 第四条, quote: 五分之四以上同意}
"""
