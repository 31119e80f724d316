package org.banyan.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Height;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.generators.Seeds;
import org.junit.jupiter.api.Test;

/** What the feed carries is always what a light client takes next; the model refuses anything else. */
class HeaderFeedTest {
    private static final TestProducers SECOND = TestProducers.named(ModelChain.SUITE, "b-0", "b-1", "b-2");
    private static final TestProducers THIRD = TestProducers.named(ModelChain.SUITE, "c-0", "c-1");

    private final ModelChain main = new ModelChain("main");
    private final ModelChain side = new ModelChain("side", main);

    @Test
    void there_is_nothing_new_at_genesis_and_after_the_newest_was_carried() {
        assertThat(main.feed(side)).isEmpty();
        side.chain.grow(1);
        main.block(main.feed(side).orElseThrow());
        assertThat(main.feed(side)).isEmpty();
    }

    @Test
    void the_child_of_the_followed_header_needs_no_link_and_a_later_one_does() {
        side.chain.grow(1);
        CertifiedHeader first = main.feed(side).orElseThrow();
        assertThat(first.link()).isEmpty();
        main.block(first);
        side.chain.grow(6);
        CertifiedHeader later = main.feed(side).orElseThrow();
        assertThat(later.header().height()).isEqualTo(new Height(7));
        assertThat(later.link()).isNotEmpty();
        assertThat(later.nextSet()).isEmpty();
        assertThat(later.extendsHeader(side.chain.header(1), ModelChain.SUITE.hash()))
                .isTrue();
        assertThat(later.extendsHeader(side.chain.header(2), ModelChain.SUITE.hash()))
                .isFalse();
        main.block(later);
    }

    @Test
    void the_newest_header_with_a_certificate_of_its_own_is_carried() {
        side.chain.grow(9);
        side.uncertified(9);
        side.uncertified(8);
        assertThat(main.feed(side).orElseThrow().header().height()).isEqualTo(new Height(7));
        main.block(main.feed(side).orElseThrow());
        assertThat(main.feed(side)).as("8 and 9 have none").isEmpty();
    }

    @Test
    void no_certificate_far_and_wide_means_to_wait() {
        side.chain.grow(HeaderFeed.CERTIFICATE_DEPTH_MAX + 2);
        for (int height = 3; height <= side.chain.height(); height++) {
            side.uncertified(height);
        }
        assertThat(main.feed(side)).isEmpty();
        side.chain.grow(1);
        assertThat(main.feed(side).orElseThrow().header().height()).isEqualTo(side.finalHeight());
    }

    @Test
    void a_change_of_the_set_is_carried_before_what_is_behind_it() {
        side.chain.grow(4);
        side.chain.changeTo(SECOND);
        side.chain.grow(20);
        CertifiedHeader change = main.feed(side).orElseThrow();
        assertThat(change.header().height()).isEqualTo(new Height(5));
        assertThat(change.nextSet()).contains(SECOND.set());
        main.block(change);
        CertifiedHeader newest = main.feed(side).orElseThrow();
        assertThat(newest.header().height()).isEqualTo(new Height(25));
        assertThat(newest.nextSet()).isEmpty();
        main.block(newest);
    }

    @Test
    void a_change_that_is_the_newest_block_is_carried_with_its_set() {
        side.chain.grow(4);
        side.chain.changeTo(SECOND);
        CertifiedHeader change = main.feed(side).orElseThrow();
        assertThat(change.nextSet()).contains(SECOND.set());
        main.block(change);
    }

    @Test
    void a_set_that_changed_and_came_back_without_a_certificate_of_that_block_does_not_hide_the_change() {
        side.chain.grow(6);
        side.chain.changeTo(SECOND);
        side.chain.grow(1);
        side.chain.changeTo(ModelChain.FIRST);
        side.chain.grow(3);
        for (int height = 9; height <= 12; height++) {
            side.uncertified(height);
        }
        assertThat(main.feed(side).orElseThrow().header().height()).isEqualTo(new Height(7));
        main.block(main.feed(side).orElseThrow());
        assertThat(main.feed(side).orElseThrow().header().height()).isEqualTo(new Height(8));
    }

    @Test
    void a_set_that_changed_and_came_back_may_be_passed_over() {
        side.chain.grow(2);
        side.chain.changeTo(SECOND);
        side.chain.grow(2);
        side.chain.changeTo(ModelChain.FIRST);
        side.chain.grow(4);
        CertifiedHeader newest = main.feed(side).orElseThrow();
        assertThat(newest.header().height()).isEqualTo(side.finalHeight());
        main.block(newest);
        assertThat(main.feed(side)).isEmpty();
    }

    @Test
    void the_feed_leads_through_any_changes_to_the_newest_certified_header() {
        Seeds.each(150, random -> {
            ModelChain parent = new ModelChain("main");
            ModelChain child = new ModelChain("side", parent);
            int newest = 0;
            for (int round = 0; round < 6; round++) {
                for (int i = random.upTo(12); i >= 0; i--) {
                    if (random.chance(20)) {
                        child.chain.changeTo(random.oneOf(List.of(ModelChain.FIRST, SECOND, THIRD)));
                        newest = child.chain.height();
                    } else {
                        child.chain.grow(1);
                        if (random.chance(40)) {
                            child.uncertified(child.chain.height());
                        } else {
                            newest = child.chain.height();
                        }
                    }
                }
                int steps = 0;
                for (Optional<CertifiedHeader> next = parent.feed(child); next.isPresent(); next = parent.feed(child)) {
                    parent.block(next.get());
                    assertThat(++steps).isLessThanOrEqualTo(child.chain.height());
                }
                assertThat(parent.standing(child.chainId()).orElseThrow().height())
                        .isEqualTo(new Height(newest));
            }
        });
    }
}
