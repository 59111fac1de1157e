import { PauseOutlined, CaretRightOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Prompt } from '../../../../client/index.js';
import { ResourceList } from '../../../components/resource-list.js';
import { contextIn } from './prompt-filter.js';
import { PromptActions } from './prompt-actions.js';
import { usePlayer } from './use-player.js';

export function PromptList({ prompts }: { readonly prompts: readonly Prompt[] }) {
  const { t, i18n } = useTranslation();
  const player = usePlayer();
  return (
    <ResourceList
      items={prompts}
      idOf={({ id, voice }) => `${voice} ${id}`}
      columns={[
        {
          title: t('prompts.text'),
          render: (prompt) => {
            const isPlaying = player.isPlaying(prompt);
            return (
              <span className="prompt-name">
                <Button
                  shape="circle"
                  icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
                  aria-label={isPlaying ? t('prompts.stop') : t('prompts.play', { id: prompt.id })}
                  onClick={() => (isPlaying ? player.stop() : player.play(prompt))}
                />
                <span className="two-lines">
                  {prompt.text ?? <span className="soft">{t('prompts.sound')}</span>}
                  <small className="mono">{prompt.id}</small>
                </span>
              </span>
            );
          },
        },
        {
          title: t('prompts.context'),
          render: ({ context }) => <span className="soft">{contextIn(i18n.language, context)}</span>,
        },
        {
          title: t('prompts.source'),
          nowrap: true,
          render: ({ replaced }) => (
            <Tag color={replaced ? 'cyan' : 'default'}>
              {t(replaced ? 'prompts.replaced' : 'prompts.shipped')}
            </Tag>
          ),
        },
      ]}
      actions={(prompt) => <PromptActions prompt={prompt} />}
    />
  );
}
