package org.banyan.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

class SignRequestTest {
    @Test
    void a_later_position_may_follow_whatever_it_is_about() {
        SignRequest last = vote(5, 1, 77);
        assertThat(vote(6, 0, 78).mayFollow(last)).isTrue();
        assertThat(vote(5, 2, 78).mayFollow(last)).isTrue();
    }

    @Test
    void an_earlier_position_may_not_follow_even_with_the_same_object() {
        SignRequest last = vote(5, 1, 77);
        assertThat(vote(4, 9, 77).mayFollow(last)).isFalse();
        assertThat(vote(5, 0, 77).mayFollow(last)).isFalse();
    }

    @Test
    void the_same_position_may_follow_only_with_the_same_object() {
        SignRequest last = vote(5, 1, 77);
        assertThat(vote(5, 1, 77).mayFollow(last)).isTrue();
        assertThat(vote(5, 1, 78).mayFollow(last)).isFalse();
    }

    @Test
    void positions_of_different_types_are_not_compared() {
        SignRequest block = new SignRequest(SignatureType.BLOCK, 5, 1, block(1), block(1).hash());
        assertThatThrownBy(() -> vote(6, 0, 1).mayFollow(block)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SignRequest vote(long major, long minor, long object) {
        return new SignRequest(
                SignatureType.VOTE, major, minor, block(object), block(object).hash());
    }

    private static BlockId block(long id) {
        return new BlockId(new Hash(0, 0, 0, id));
    }
}
