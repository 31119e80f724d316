package org.banyan.contracts.crosschain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contracts.crosschain.Edges.FIRST;
import static org.banyan.contracts.crosschain.Edges.NEXT;
import static org.banyan.contracts.crosschain.Edges.SUITE;
import static org.banyan.contracts.crosschain.Edges.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.contract.FailureCode;
import org.banyan.testkit.chain.CertifiedChain;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Header;
import org.banyan.types.block.HeaderExtension;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** The corpus of {@link BadHeadersTest}: headers of a chain whose producers change at {@link #CHANGE}. */
final class BadHeaders {
    static final int AT = 4;
    static final int CHANGE = 8;
    private static final CertifiedChain OTHER = history("other");

    static CertifiedChain history(String name) {
        CertifiedChain chain = chain(name).grow(CHANGE - 1);
        chain.changeTo(NEXT);
        return chain.grow(4);
    }

    /** What is wrong, and the code and text that must come. */
    record Bad(String what, FailureCode code, String text, Bytes header) {}

    private BadHeaders() {}

    /** For a follower of {@code it} that stands at {@link #AT}. */
    static List<Bad> corpus(CertifiedChain it) {
        List<Bad> bad = new ArrayList<>();
        CertifiedHeader good = it.certified(AT, 6);
        votes(it, bad, good);
        sets(it, bad, good);
        heights(it, bad, good);
        branches(it, bad);
        links(it, bad, good);
        bytes(bad, good);
        assertThat(bad).hasSizeGreaterThanOrEqualTo(40);
        return bad;
    }

    private static void votes(CertifiedChain it, List<Bad> bad, CertifiedHeader good) {
        Header header = good.header();
        refused(bad, "too few votes", "CERT-4", with(good, it.certificate(header, FIRST, 2)));
        refused(bad, "one vote", "CERT-4", with(good, it.certificate(header, FIRST, 1)));
        refused(bad, "no votes", "CERT-4", with(good, it.certificate(header, FIRST, 0)));
        refused(
                bad,
                "votes of others in the places of the producers",
                "CERT-5",
                with(good, signed(header, FIRST.set(), NEXT.signers(), SignatureType.VOTE, it.id())));
        List<Signer> oneForeign = new ArrayList<>(FIRST.signers());
        oneForeign.set(3, NEXT.signers().get(0));
        refused(
                bad,
                "one foreign vote beside a quorum",
                "CERT-5",
                with(good, signed(header, FIRST.set(), oneForeign, SignatureType.VOTE, it.id())));
        refused(
                bad,
                "one producer in all places",
                "CERT-5",
                with(
                        good,
                        signed(
                                header,
                                FIRST.set(),
                                java.util.Collections.nCopies(4, FIRST.signers().get(0)),
                                SignatureType.VOTE,
                                it.id())));
        refused(
                bad,
                "seals in place of votes",
                "CERT-5",
                with(good, signed(header, FIRST.set(), FIRST.signers(), SignatureType.BLOCK, it.id())));
        refused(
                bad,
                "votes for the same block number of another chain",
                "CERT-5",
                with(good, signed(header, FIRST.set(), FIRST.signers(), SignatureType.VOTE, OTHER.id())));
        refused(bad, "a voter outside the set", "CERT-3", with(good, moved(good.certificate(), 3, 4)));
        refused(bad, "votes in each other's places", "CERT-5", with(good, swapped(good.certificate())));
        refused(bad, "an altered signature", "CERT-5", with(good, altered(good.certificate(), s -> flip(s, 0))));
        refused(
                bad,
                "a signature with its last byte altered",
                "CERT-5",
                with(good, altered(good.certificate(), s -> flip(s, s.size() - 1))));
        refused(
                bad,
                "a longer signature",
                "CERT-5",
                with(good, altered(good.certificate(), s -> Bytes.concat(s, Bytes.utf8("x")))));
        refused(bad, "an empty signature", "CERT-5", with(good, altered(good.certificate(), s -> Bytes.EMPTY)));
        bad.add(new Bad("the same vote twice", CrosschainFailure.MALFORMED, "ascending", duplicated(good, false)));
        bad.add(new Bad(
                "one voter twice with two signatures",
                CrosschainFailure.MALFORMED,
                "ascending",
                duplicated(good, true)));
    }

    private static void sets(CertifiedChain it, List<Bad> bad, CertifiedHeader good) {
        refused(
                bad,
                "a certificate of a set that nobody registered",
                "CERT-2",
                with(good, it.certificate(good.header(), NEXT, 4)));
        refused(bad, "a header behind a change of the set", "CERT-2", it.certified(AT, CHANGE + 1));
        refused(
                bad,
                "a header behind a change with the next set offered",
                "CERT-2",
                new CertifiedHeader(
                        it.header(CHANGE + 2),
                        it.certificate(CHANGE + 2),
                        Optional.of(NEXT.set()),
                        it.history(AT, CHANGE + 2).siblings()));
        CertifiedHeader change = it.certified(AT, CHANGE);
        refused(
                bad,
                "a change without the next set",
                "LIGHT-5",
                new CertifiedHeader(change.header(), change.certificate(), Optional.empty(), change.link()));
        refused(
                bad,
                "a change with the old set",
                "LIGHT-5",
                new CertifiedHeader(change.header(), change.certificate(), Optional.of(FIRST.set()), change.link()));
        refused(
                bad,
                "a change to a set of one's own",
                "LIGHT-5",
                new CertifiedHeader(
                        change.header(),
                        change.certificate(),
                        Optional.of(TestProducers.named(SUITE, "thief").set()),
                        change.link()));
        refused(
                bad,
                "a next set where none changes",
                "LIGHT-5",
                new CertifiedHeader(good.header(), good.certificate(), Optional.of(NEXT.set()), good.link()));
        Header bare = changed(it.header(6), List.of());
        refused(
                bad,
                "a header without the consensus extension",
                "LIGHT-4",
                new CertifiedHeader(bare, it.certificate(bare, FIRST, 4), Optional.empty(), good.link()));
        Header unreadable = changed(it.header(6), List.of(new HeaderExtension("consensus", Bytes.utf8("x"))));
        refused(
                bad,
                "a header with an unreadable consensus extension",
                "LIGHT-4",
                new CertifiedHeader(unreadable, it.certificate(unreadable, FIRST, 4), Optional.empty(), good.link()));
    }

    private static void heights(CertifiedChain it, List<Bad> bad, CertifiedHeader good) {
        refused(bad, "the same header again", "LIGHT-2", it.certified(0, AT));
        refused(bad, "an earlier header", "LIGHT-2", it.certified(0, AT - 1));
        refused(
                bad,
                "the genesis header",
                "LIGHT-2",
                new CertifiedHeader(it.header(0), good.certificate(), Optional.empty(), List.of()));
        refused(bad, "the certificate of a later block", "LIGHT-3", with(good, it.certificate(7)));
        refused(bad, "the certificate of an earlier block", "LIGHT-3", with(good, it.certificate(AT)));
        refused(bad, "the certificate of another chain's block", "LIGHT-3", with(good, OTHER.certificate(6)));
        Certificate own = good.certificate();
        refused(
                bad,
                "a certificate for this block on another chain",
                "CERT-1",
                with(
                        good,
                        new Certificate(
                                OTHER.id(), own.height(), own.block(), own.producerSet(), own.data(), own.votes())));
        refused(
                bad,
                "a certificate with other data than was voted on",
                "CERT-5",
                with(
                        good,
                        new Certificate(
                                own.chainId(),
                                own.height(),
                                own.block(),
                                own.producerSet(),
                                Bytes.utf8("x"),
                                own.votes())));
        Header forged = changed(
                it.header(6),
                List.of(
                        new HeaderExtension("a", Bytes.EMPTY),
                        it.header(6).extensions().getFirst()));
        refused(
                bad,
                "a header altered after it was certified",
                "LIGHT-3",
                new CertifiedHeader(forged, own, Optional.empty(), good.link()));
        bad.add(new Bad(
                "a header of a chain that is no edge",
                CrosschainFailure.CHAIN_UNKNOWN,
                OTHER.id().toString(),
                CertifiedHeader.CODEC.encode(OTHER.certified(AT, 6))));
    }

    /** Certified by a quorum, so the producers of that chain lied; still nothing is indexed twice. */
    private static void branches(CertifiedChain it, List<Bad> bad) {
        CertifiedChain early = it.branch(2, "fork").grow(6);
        CertifiedChain late = it.branch(AT - 1, "fork").grow(4);
        refused(bad, "another block of the followed height", "LIGHT-2", early.certified(2, AT));
        refused(bad, "a certified header of another branch", "CROSS-3", early.certified(AT, 6));
        refused(bad, "a certified header of a branch that left one block before", "CROSS-3", late.certified(AT, 6));
        refused(bad, "the child of another block of the followed height", "CROSS-3", late.certified(AT, AT + 1));
        refused(
                bad,
                "a header of another branch with a link of this one",
                "CROSS-3",
                new CertifiedHeader(
                        early.header(6),
                        early.certificate(6),
                        Optional.empty(),
                        it.history(AT, 6).siblings()));
    }

    private static void links(CertifiedChain it, List<Bad> bad, CertifiedHeader good) {
        List<Hash> link = good.link();
        link(bad, "no link over a gap", good, List.of());
        link(bad, "a truncated link", good, link.subList(0, link.size() - 1));
        link(bad, "a link without its first sibling", good, link.subList(1, link.size()));
        link(bad, "an extended link", good, added(link, new Hash(0, 0, 0, 0)));
        link(bad, "a link with a duplicated sibling", good, added(link, link.getLast()));
        link(bad, "a reversed link", good, link.reversed());
        List<Hash> wrong = new ArrayList<>(link);
        wrong.set(0, new Hash(1, 1, 1, 1));
        link(bad, "a wrong link", good, wrong);
        link(bad, "the link of another ancestor", good, it.history(AT - 1, 6).siblings());
        link(bad, "the link of another header", good, it.history(AT, 7).siblings());
        CertifiedHeader child = it.certified(AT, AT + 1);
        link(
                bad,
                "a link where the parent is the followed header",
                child,
                it.history(AT, AT + 1).siblings());
    }

    private static void bytes(List<Bad> bad, CertifiedHeader good) {
        Bytes encoded = CertifiedHeader.CODEC.encode(good);
        List<Bytes> malformed = List.of(
                Bytes.EMPTY,
                Bytes.utf8("header"),
                encoded.slice(0, encoded.size() - 1),
                Bytes.concat(encoded, Bytes.utf8("x")),
                Bytes.concat(encoded, encoded),
                linkOf(good, Bytes.utf8("x".repeat(31))),
                linkOf(good, Bytes.utf8("x".repeat(33))));
        for (int i = 0; i < malformed.size(); i++) {
            bad.add(new Bad("malformed bytes " + i, CrosschainFailure.MALFORMED, "is not canonical", malformed.get(i)));
        }
    }

    private static void refused(List<Bad> bad, String what, String rule, CertifiedHeader header) {
        bad.add(new Bad(what, CrosschainFailure.HEADER_REFUSED, rule + ": ", CertifiedHeader.CODEC.encode(header)));
    }

    private static void link(List<Bad> bad, String what, CertifiedHeader good, List<Hash> link) {
        refused(bad, what, "CROSS-3", new CertifiedHeader(good.header(), good.certificate(), good.nextSet(), link));
    }

    private static CertifiedHeader with(CertifiedHeader good, Certificate certificate) {
        return new CertifiedHeader(good.header(), certificate, good.nextSet(), good.link());
    }

    private static Certificate signed(
            Header header, ProducerSet set, List<Signer> signers, SignatureType type, ChainId chain) {
        Quorum quorum = new Quorum(header.chainId(), set, SUITE);
        Certificate ballot = quorum.ballot(header.height(), header.id(SUITE.hash()), Bytes.EMPTY);
        List<VoteSignature> votes = new ArrayList<>();
        for (int i = 0; i < signers.size(); i++) {
            votes.add(new VoteSignature(i, signers.get(i).sign(SUITE.signingHash(chain, type, quorum.object(ballot)))));
        }
        return votes(ballot, votes);
    }

    private static Certificate votes(Certificate it, List<VoteSignature> votes) {
        return new Certificate(it.chainId(), it.height(), it.block(), it.producerSet(), it.data(), votes);
    }

    private static Certificate moved(Certificate it, int from, int to) {
        return votes(
                it,
                it.votes().stream()
                        .map(vote -> vote.position() == from ? new VoteSignature(to, vote.signature()) : vote)
                        .toList());
    }

    private static Certificate swapped(Certificate it) {
        List<VoteSignature> votes = new ArrayList<>(it.votes());
        votes.set(0, new VoteSignature(0, it.votes().get(1).signature()));
        votes.set(1, new VoteSignature(1, it.votes().get(0).signature()));
        return votes(it, votes);
    }

    private static Certificate altered(Certificate it, UnaryOperator<Bytes> change) {
        List<VoteSignature> votes = new ArrayList<>(it.votes());
        votes.set(2, new VoteSignature(2, change.apply(votes.get(2).signature())));
        return votes(it, votes);
    }

    private static Bytes flip(Bytes bytes, int at) {
        byte[] changed = bytes.toArray();
        changed[at] ^= 1;
        return Bytes.wrap(changed);
    }

    private static <T> List<T> added(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    private static Header changed(Header h, List<HeaderExtension> extensions) {
        return new Header(
                h.version(),
                h.chainId(),
                h.height(),
                h.parent(),
                h.time(),
                h.bodyRoot(),
                h.receiptsRoot(),
                h.stateRoot(),
                h.historyRoot(),
                extensions);
    }

    /** No record can hold these, so they are written by hand. */
    private static Bytes duplicated(CertifiedHeader good, boolean alter) {
        Certificate it = good.certificate();
        CanonicalWriter certificate = new CanonicalWriter();
        certificate.hash(1, it.chainId().hash());
        certificate.uint64(2, it.height().value());
        certificate.hash(3, it.block().hash());
        certificate.hash(4, it.producerSet());
        certificate.bytes(5, it.data());
        VoteSignature first = it.votes().getFirst();
        VoteSignature again = alter ? new VoteSignature(first.position(), flip(first.signature(), 0)) : first;
        certificate.repeated(6, List.of(first, again, it.votes().get(1)), VoteSignature.CODEC);
        return certified(
                good,
                certificate.toBytes(),
                good.link().stream().map(Hash::bytes).toList());
    }

    private static Bytes linkOf(CertifiedHeader good, Bytes sibling) {
        return certified(good, Certificate.CODEC.encode(good.certificate()), List.of(sibling));
    }

    private static Bytes certified(CertifiedHeader good, Bytes certificate, List<Bytes> link) {
        CanonicalWriter out = new CanonicalWriter();
        out.bytes(1, Header.CODEC.encode(good.header()));
        out.bytes(2, certificate);
        out.repeatedBytes(4, link);
        return out.toBytes();
    }
}
