import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  done,
  ProblemError,
  type Booked,
  type BookingChange,
  type BookingCreate,
  type HuitongClient,
  type OccurrencePreview,
} from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { paged } from '../../api/paged.js';
import { useOnce } from '../../api/use-once.js';
import { bookEach } from './book-each.js';

const bookingsKey = ['bookings'] as const;
const bookingKey = (id: string) => [...bookingsKey, 'one', id] as const;

/** A booking is rung, answered and held while one looks at the list. */
const REFRESH_MS = 10_000;

export type BookingsWanted = 'planned' | 'over';

export function useBookings(are: BookingsWanted) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...bookingsKey, 'list', are],
    queryFn: ({ pageParam: after }) => done(api.GET('/bookings', { params: { query: { are, after } } })),
    refetchInterval: REFRESH_MS,
    ...paged,
  });
}

export function useBooking(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: bookingKey(id),
    queryFn: () => done(api.GET('/bookings/{bookingId}', { params: { path: { bookingId: id } } })),
    // Nobody's form is replaced while it is filled in.
    refetchOnWindowFocus: false,
  });
}

/** `rule` repeats it: one booking for each date, and what became of each. */
export function useBook() {
  const api = useApi();
  const sendOnce = useOnce();
  const refresh = useBookingsRefresh();
  return useMutation({
    mutationFn: async ({
      booking,
      rule,
    }: {
      booking: BookingCreate;
      rule: OccurrencePreview | undefined;
    }) => {
      const starts = rule === undefined ? [booking.startMs] : await startsOf(api, rule);
      return bookEach(
        starts,
        (startMs): Promise<Booked> => {
          const body = { ...booking, startMs };
          return sendOnce(body, (headers) => done(api.POST('/bookings', { headers, body })));
        },
        (thrown) => thrown instanceof ProblemError && REFUSED_ALONE.has(thrown.code),
      );
    },
    onSettled: refresh,
  });
}

/** Other dates may still be had. */
const REFUSED_ALONE = new Set(['LINES_FULL', 'BOOKING_TOO_SOON', 'BOOKING_TOO_FAR']);

async function startsOf(api: HuitongClient, body: OccurrencePreview): Promise<readonly number[]> {
  const { items } = await done(api.POST('/occurrence-previews', { body }));
  return items.map(({ startMs }) => startMs);
}

export function useChangeBooking(bookingId: string) {
  const api = useApi();
  const refresh = useBookingsRefresh();
  return useMutation({
    mutationFn: (body: BookingChange) =>
      done(api.PATCH('/bookings/{bookingId}', { params: { path: { bookingId } }, body })),
    onSettled: refresh,
  });
}

export function useCancelBooking() {
  const api = useApi();
  const refresh = useBookingsRefresh();
  return useMutation({
    mutationFn: async (bookingId: string) => {
      await api.DELETE('/bookings/{bookingId}', { params: { path: { bookingId } } });
    },
    onSettled: refresh,
  });
}

function useBookingsRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: bookingsKey });
}
