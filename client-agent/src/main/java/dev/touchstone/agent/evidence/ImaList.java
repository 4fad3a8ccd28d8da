package dev.touchstone.agent.evidence;

import dev.touchstone.agent.transport.AttestationRequest;
import dev.touchstone.agent.transport.Challenge;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.log.ima.ImaLog;
import java.util.Optional;

/**
 * The IMA list of one boot as far as it went when it was read, to be sent from any of its records on.
 *
 * @param boot {@code resetCount.restartCount} of the quote
 * @param content the whole list
 * @param records its records; empty where it does not read, and then it goes as it is, for the server to say so
 */
public record ImaList(String boot, Bytes content, Optional<ImaLog> records) {

    static ImaList of(String boot, Bytes content) {
        try {
            return new ImaList(boot, content, Optional.of(ImaLog.parse(content)));
        } catch (MalformedException e) {
            return new ImaList(boot, content, Optional.empty());
        }
    }

    /** How many records the server need not be sent again: those of this boot it has accounted for. */
    long known(Challenge.ImaFrom asked) {
        long size = records.map(ImaLog::size).orElse(0);
        return asked.boot().equals(boot) && asked.from() <= size ? asked.from() : 0;
    }

    AttestationRequest.ImaLog from(long record) {
        Bytes rest =
                record == 0 ? content : content.slice(records.orElseThrow().offset((int) record), content.length());
        return new AttestationRequest.ImaLog(boot, record, rest.toBase64());
    }
}
