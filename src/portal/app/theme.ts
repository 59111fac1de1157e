import type { ThemeConfig } from 'antd';

/** Fonts of the system alone: the portal fetches nothing from outside. */
const FONTS =
  '-apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif';

/** Words of tags, readable on their ground. Ant Design has each colour under two names, of which the later would win. */
const TAG_WORDS = Object.fromEntries(
  Object.entries({
    green: '#237804',
    cyan: '#006d75',
    gold: '#874d00',
    orange: '#873800',
    volcano: '#ad2102',
  }).flatMap(([colour, value]) => [
    [`${colour}7`, value],
    [`${colour}-7`, value],
  ]),
);

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b6e6b',
    colorInfo: '#0b6e6b',
    colorSuccess: '#15924f',
    // The generated tints of this green are too dark to stand behind text.
    colorPrimaryBg: '#e5f2f0',
    colorPrimaryBgHover: '#d5eae7',
    colorInfoBg: '#e9f4f2',
    colorInfoBorder: '#b9dcd8',
    colorSuccessBg: '#e9f6ee',
    colorSuccessBorder: '#b4dfc5',
    colorError: '#d4380d',
    // Readable on its ground, 4.5:1 and more.
    colorTextDescription: '#5c6f6c',
    ...TAG_WORDS,
    colorLink: '#0b6e6b',
    colorBgLayout: '#f3f6f6',
    colorTextBase: '#13211f',
    // The default is too pale to be read by everybody.
    colorTextPlaceholder: '#667572',
    borderRadius: 8,
    fontFamily: FONTS,
  },
  components: {
    Button: { primaryShadow: 'none', dangerShadow: 'none', defaultShadow: 'none' },
    // Rounded as the rest, so small a box looks like one of which only one can be chosen.
    Checkbox: { borderRadiusSM: 4 },
    Layout: { headerBg: '#ffffff', headerPadding: 0 },
    Table: { headerBg: '#f8faf9', headerSplitColor: 'transparent' },
  },
};
