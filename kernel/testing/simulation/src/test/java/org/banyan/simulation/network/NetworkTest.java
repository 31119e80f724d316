package org.banyan.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.testkit.world.World;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Timestamp START = new Timestamp(0);
    private static final Bytes MESSAGE = Bytes.utf8("message");

    private final World world = new World(1, START);
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Network network = new Network(
            world,
            new SplittableRandom(1),
            3,
            (from, to, message, tampered) -> arrivals.add(
                    new Arrival(from, to, message, tampered, world.now().millis())));

    private record Arrival(int from, int to, Bytes message, boolean tampered, long at) {}

    private void sendAndWait(int from, int to, int times) {
        for (int i = 0; i < times; i++) {
            network.send(from, to, MESSAGE);
        }
        world.queue().runUntil(world.now().plusMillis(100_000));
    }

    @Test
    void in_fair_weather_everything_arrives_once_and_as_it_was() {
        sendAndWait(0, 1, 100);
        assertThat(arrivals).hasSize(100).allMatch(arrival -> arrival.message().equals(MESSAGE) && !arrival.tampered());
    }

    @Test
    void a_cut_link_loses_everything_in_its_direction_until_it_heals() {
        network.cut(0, 1);
        sendAndWait(0, 1, 10);
        assertThat(arrivals).isEmpty();
        sendAndWait(1, 0, 10);
        assertThat(arrivals).hasSize(10);
        network.heal();
        sendAndWait(0, 1, 10);
        assertThat(arrivals).hasSize(20);
    }

    @Test
    void a_clogged_link_holds_messages_back() {
        network.clog(0, 1, 5_000);
        sendAndWait(0, 1, 10);
        assertThat(arrivals).hasSize(10).allMatch(arrival -> arrival.at() >= 5_000);
    }

    @Test
    void bad_weather_loses_repeats_and_spoils_about_as_much_as_it_says() {
        network.weather(new Weather(30, 50, 20, 100));
        sendAndWait(0, 1, 1_000);
        assertThat(arrivals.size()).isBetween(700, 980);
        assertThat(arrivals.stream().filter(Arrival::tampered).count()).isBetween(40L, 160L);
        assertThat(arrivals)
                .allMatch(arrival -> arrival.tampered() != arrival.message().equals(MESSAGE));
    }
}
