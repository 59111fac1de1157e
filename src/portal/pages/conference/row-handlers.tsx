import { App, Checkbox } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceActions } from './conference-actions.js';
import { isMutedByOthers } from './party-state.js';
import type { RowHandlers } from './row.js';
import { useWhoText } from './use-who-text.js';

/** What rows do, asking first where it cannot be undone. */
export function useRowHandlers(actions: ConferenceActions): RowHandlers {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const whoText = useWhoText();
  return useMemo(
    () => ({
      onMute: (participant) => void actions.mute(participant.id, !isMutedByOthers(participant)),
      onHold: ({ id, place }) => void actions.hold(id, place !== 'held'),
      onHangUp: (participant) => {
        let barred = false;
        void modal.confirm({
          title: t('live.hangUpTitle', { who: whoText(participant) }),
          content: (
            <Checkbox onChange={({ target }) => (barred = target.checked)}>{t('live.hangUpBar')}</Checkbox>
          ),
          okText: t('live.hangUp'),
          okButtonProps: { danger: true },
          cancelText: t('live.cancel'),
          onOk: () => actions.hangUp(participant.id, barred),
        });
      },
      onStopCalling: ({ id }) => void actions.hangUp(id, false),
      onRedial: ({ id }) => void actions.redial(id),
    }),
    [actions, modal, t, whoText],
  );
}
