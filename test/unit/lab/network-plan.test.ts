import { describe, expect, test } from 'vitest';
import { places, seats, segments } from '../../../scripts/lab/addresses.ts';
import { bridgePlan, cablePlan, seatPlan } from '../../../scripts/lab/network/plan.ts';

describe('the network plan', () => {
  test.each(segments)('%s is a bridge of its own', (segment) => {
    expect(bridgePlan().filter((line) => line.startsWith(`link add br-${segment} `))).toHaveLength(1);
  });

  test.each(places)('%s gets one cable into its own network, made inside wan', (place) => {
    expect(cablePlan(place, `x-${place}`)).toEqual([
      expect.stringMatching(
        new RegExp(`^link add to-${place} type veth peer name eth0 address 02:00:0a:0a:[0-9a-f:]{5} netns x-${place}$`),
      ) as string,
      `link set to-${place} master br-${seats[place].segment}`,
      `link set to-${place} up`,
    ]);
    expect(seatPlan(place)).toContain(`addr add ${seats[place].address}/24 dev eth0`);
    expect(seatPlan(place).filter((line) => line.startsWith('route add default'))).toHaveLength(1);
  });

  test('no name of a link is longer than the kernel takes', () => {
    const names = [...bridgePlan(), ...places.flatMap((place) => cablePlan(place, 'x'))].flatMap(
      (line) => /^link add (\S+)/.exec(line)?.[1] ?? [],
    );
    expect(names).toHaveLength(segments.length + places.length);
    expect(names.filter((name) => name.length > 15)).toEqual([]);
  });
});
