package org.banyan.consensus;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.PublicKey;

/**
 * A producer as a state sees it.
 *
 * @param builds whether slots are its own in the present term
 * @param certifies whether its votes make the next blocks final
 * @param missesInRow own slots that it left empty, as far as the rules count them
 * @param outUntil set while its slots are taken from it
 * @param isConvicted whether they are for an offence that was proven, and not for slots that stayed empty
 * @param suspensions that the rules remember
 */
public record Member(
        Address address,
        PublicKey key,
        long weight,
        boolean builds,
        boolean certifies,
        int missesInRow,
        Optional<Timestamp> outUntil,
        boolean isConvicted,
        int suspensions) {
    /** Producers that build and certify, of whom nothing else is known. */
    public static List<Member> allOf(ProducerSet set) {
        return set.producers().stream()
                .map(each -> new Member(
                        each.address(), each.key(), each.weight(), true, true, 0, Optional.empty(), false, 0))
                .toList();
    }
}
