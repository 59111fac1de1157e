import { DownloadOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '../../../../client/index.js';
import { EmptyList } from '../../../components/empty-list.js';
import { Loaded } from '../../../components/loaded.js';
import { filteredPrompts, type PromptFilter } from './prompt-filter.js';
import { PromptList } from './prompt-list.js';
import { usePrompts } from './prompt-queries.js';
import './prompts.css';

export { words } from './words.js';

const VOICES = ['zh-CN', 'en', 'tones'] as const satisfies readonly Prompt['voice'][];
const SHOWN_AT_ONCE = 50;

/** 语音提示: heard, replaced, given back [S45]. */
export default function PromptsPage() {
  const { t } = useTranslation();
  const prompts = usePrompts();
  const [filter, setFilter] = useState<PromptFilter>({ voice: 'zh-CN', text: '', onlyReplaced: false });
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const change = (changed: Partial<PromptFilter>) => {
    setFilter({ ...filter, ...changed });
    setShown(SHOWN_AT_ONCE);
  };
  return (
    <>
      <div className="page-head">
        <h1>{t('prompts.title')}</h1>
        <RecordingScript voice={filter.voice} />
      </div>
      <p className="page-lead">{t('prompts.lead')}</p>
      <PromptFilters filter={filter} onChange={change} />
      <Loaded query={prompts}>
        {(all) => {
          const found = filteredPrompts(all, filter);
          if (found.length === 0)
            return (
              <EmptyList text={t('prompts.empty')}>
                <p className="soft">{t('prompts.emptyHint')}</p>
              </EmptyList>
            );
          return (
            <>
              <PromptList prompts={found.slice(0, shown)} />
              {found.length > shown && (
                <Button className="more" block onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
                  {t('admin.more')}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

interface PromptFiltersProps {
  readonly filter: PromptFilter;
  readonly onChange: (changed: Partial<PromptFilter>) => void;
}

function PromptFilters({ filter, onChange }: PromptFiltersProps) {
  const { t } = useTranslation();
  return (
    <div className="filters prompt-filters" role="search">
      <Segmented<Prompt['voice']>
        aria-label={t('prompts.voice')}
        value={filter.voice}
        options={VOICES.map((value) => ({ value, label: t(`prompts.voices.${value}`) }))}
        onChange={(voice) => onChange({ voice })}
      />
      <Input
        allowClear
        prefix={<SearchOutlined />}
        aria-label={t('prompts.search')}
        placeholder={t('prompts.search')}
        onChange={({ target }) => onChange({ text: target.value })}
      />
      <Checkbox onChange={({ target }) => onChange({ onlyReplaced: target.checked })}>
        {t('prompts.onlyReplaced')}
      </Checkbox>
    </div>
  );
}

/** 录音稿: what a studio records, in the language that is shown. */
function RecordingScript({ voice }: { readonly voice: Prompt['voice'] }) {
  const { t } = useTranslation();
  // Sounds are not recorded by a speaker.
  if (voice === 'tones') return null;
  const link = (format: 'html' | 'csv', text: string) => ({
    key: format,
    label: (
      <a
        href={`/api/v1/admin/recording-script?format=${format}&voice=${voice}`}
        target="_blank"
        rel="noreferrer"
      >
        {text}
      </a>
    ),
  });
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: [link('html', t('prompts.scriptPrint')), link('csv', t('prompts.scriptCsv'))] }}
    >
      <Button icon={<DownloadOutlined />}>{t('prompts.script')}</Button>
    </Dropdown>
  );
}
