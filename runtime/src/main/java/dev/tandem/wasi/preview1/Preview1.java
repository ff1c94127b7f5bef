// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import static dev.tandem.wasi.preview1.GuestMemory.unsigned;

import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.wasi.Errno;
import dev.tandem.wasi.WasiClock;
import dev.tandem.wasi.WasiException;
import dev.tandem.wasi.WasiExit;
import dev.tandem.wasi.nio.HostErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** One guest's WASI, in one edition: takes the numbers of a call apart and hands them on. */
public final class Preview1 {
    private final DescriptorTable descriptors;
    private final List<String> arguments;
    private final List<String> environment;
    private final ProcessFunctions process;
    private final FdFunctions fd;
    private final PathFunctions path;
    private final PollFunctions poll;
    private final SocketFunctions socket;
    private final GuestMemory memory;

    public Preview1(
            Edition edition,
            LinearMemory memory,
            DescriptorTable descriptors,
            List<String> arguments,
            List<String> environment,
            WasiClock clock,
            RandomGenerator random,
            Interruption interruption,
            SocketWait sockets) {
        FileTimes times = new FileTimes(clock);
        this.memory = new GuestMemory(memory);
        Iovecs iovecs = new Iovecs(this.memory);
        this.descriptors = descriptors;
        this.arguments = arguments;
        this.environment = environment;
        this.process = new ProcessFunctions(clock, random);
        this.fd = new FdFunctions(descriptors, times, edition, iovecs);
        this.path = new PathFunctions(descriptors, times, edition);
        this.poll = new PollFunctions(descriptors, clock, edition, interruption, sockets);
        this.socket = new SocketFunctions(descriptors, iovecs);
    }

    /**
     * Calls a function.
     *
     * @param v the arguments as raw numbers; element 0 becomes the result
     * @throws WasiExit if the function ends the guest
     */
    public void call(WasiFunction function, long[] v) {
        Errno errno = Errno.SUCCESS;
        try {
            dispatch(function, v);
        } catch (WasiException e) {
            errno = e.errno();
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            errno = cause == null ? Errno.IO : HostErrors.errno(cause);
        }
        v[0] = errno.code();
    }

    private void dispatch(WasiFunction function, long[] v) {
        GuestMemory m = memory;
        switch (function) {
            case ARGS_GET -> ProcessFunctions.putStrings(m, arguments, unsigned(v[0]), unsigned(v[1]));
            case ARGS_SIZES_GET -> ProcessFunctions.putSizes(m, arguments, unsigned(v[0]), unsigned(v[1]));
            case ENVIRON_GET -> ProcessFunctions.putStrings(m, environment, unsigned(v[0]), unsigned(v[1]));
            case ENVIRON_SIZES_GET -> ProcessFunctions.putSizes(m, environment, unsigned(v[0]), unsigned(v[1]));
            case CLOCK_RES_GET -> process.clockResolution(m, (int) v[0], unsigned(v[1]));
            case CLOCK_TIME_GET -> process.clockTime(m, (int) v[0], unsigned(v[2]));
            case RANDOM_GET -> process.random(m, unsigned(v[0]), unsigned(v[1]));
            case PROC_EXIT -> throw new WasiExit((int) v[0]);
            case PROC_RAISE -> ProcessFunctions.raise((int) v[0]);
            case SCHED_YIELD -> ProcessFunctions.yieldThread();
            case POLL_ONEOFF -> poll.pollOneoff(m, unsigned(v[0]), unsigned(v[1]), unsigned(v[2]), unsigned(v[3]));
            case SOCK_ACCEPT -> socket.accept(m, (int) v[0], (int) v[1], unsigned(v[2]));
            case SOCK_RECV ->
                socket.receive(m, (int) v[0], unsigned(v[1]), unsigned(v[2]), (int) v[3], unsigned(v[4]), unsigned(v[5]));
            case SOCK_SEND -> socket.send(m, (int) v[0], unsigned(v[1]), unsigned(v[2]), (int) v[3], unsigned(v[4]));
            case SOCK_SHUTDOWN -> socket.shutdown((int) v[0], (int) v[1]);
            case FD_CLOSE -> descriptors.close((int) v[0]);
            case FD_RENUMBER -> descriptors.renumber((int) v[0], (int) v[1]);
            case PATH_CREATE_DIRECTORY -> path.createDirectory(m, (int) v[0], unsigned(v[1]), unsigned(v[2]));
            case PATH_FILESTAT_GET ->
                path.fileStatGet(m, (int) v[0], (int) v[1], unsigned(v[2]), unsigned(v[3]), unsigned(v[4]));
            case PATH_FILESTAT_SET_TIMES ->
                path.fileStatSetTimes(
                        m, (int) v[0], (int) v[1], unsigned(v[2]), unsigned(v[3]), v[4], v[5], (int) v[6]);
            case PATH_LINK ->
                path.link(
                        m,
                        (int) v[0],
                        (int) v[1],
                        unsigned(v[2]),
                        unsigned(v[3]),
                        (int) v[4],
                        unsigned(v[5]),
                        unsigned(v[6]));
            case PATH_OPEN ->
                path.open(
                        m,
                        (int) v[0],
                        (int) v[1],
                        unsigned(v[2]),
                        unsigned(v[3]),
                        (int) v[4],
                        v[5],
                        v[6],
                        (int) v[7],
                        unsigned(v[8]));
            case PATH_READLINK ->
                path.readLink(
                        m,
                        (int) v[0],
                        unsigned(v[1]),
                        unsigned(v[2]),
                        unsigned(v[3]),
                        unsigned(v[4]),
                        unsigned(v[5]));
            case PATH_REMOVE_DIRECTORY -> path.removeDirectory(m, (int) v[0], unsigned(v[1]), unsigned(v[2]));
            case PATH_RENAME ->
                path.rename(
                        m, (int) v[0], unsigned(v[1]), unsigned(v[2]), (int) v[3], unsigned(v[4]), unsigned(v[5]));
            case PATH_SYMLINK ->
                path.symlink(m, unsigned(v[0]), unsigned(v[1]), (int) v[2], unsigned(v[3]), unsigned(v[4]));
            case PATH_UNLINK_FILE -> path.unlinkFile(m, (int) v[0], unsigned(v[1]), unsigned(v[2]));
            default -> dispatchFd(function, v);
        }
    }

    private void dispatchFd(WasiFunction function, long[] v) {
        GuestMemory m = memory;
        int number = (int) v[0];
        switch (function) {
            case FD_ADVISE -> fd.advise(number, v[1], v[2], (int) v[3]);
            case FD_ALLOCATE -> fd.allocate(number, v[1], v[2]);
            case FD_DATASYNC -> descriptors.get(number, Rights.FD_DATASYNC).sync(false);
            case FD_FDSTAT_GET -> fd.fdStatGet(m, number, unsigned(v[1]));
            case FD_FDSTAT_SET_FLAGS -> fd.fdStatSetFlags(number, (int) v[1]);
            case FD_FDSTAT_SET_RIGHTS -> fd.fdStatSetRights(number, v[1], v[2]);
            case FD_FILESTAT_GET -> fd.fileStatGet(m, number, unsigned(v[1]));
            case FD_FILESTAT_SET_SIZE -> fd.fileStatSetSize(number, v[1]);
            case FD_FILESTAT_SET_TIMES -> fd.fileStatSetTimes(number, v[1], v[2], (int) v[3]);
            case FD_PREAD -> fd.pread(m, number, unsigned(v[1]), unsigned(v[2]), v[3], unsigned(v[4]));
            case FD_PRESTAT_GET -> fd.prestatGet(m, number, unsigned(v[1]));
            case FD_PRESTAT_DIR_NAME -> fd.prestatDirName(m, number, unsigned(v[1]), unsigned(v[2]));
            case FD_PWRITE -> fd.pwrite(m, number, unsigned(v[1]), unsigned(v[2]), v[3], unsigned(v[4]));
            case FD_READ -> fd.read(m, number, unsigned(v[1]), unsigned(v[2]), unsigned(v[3]));
            case FD_READDIR -> fd.readdir(m, number, unsigned(v[1]), unsigned(v[2]), v[3], unsigned(v[4]));
            case FD_SEEK -> fd.seek(m, number, v[1], (int) v[2], unsigned(v[3]));
            case FD_SYNC -> descriptors.get(number, Rights.FD_SYNC).sync(true);
            case FD_TELL -> fd.tell(m, number, unsigned(v[1]));
            case FD_WRITE -> fd.write(m, number, unsigned(v[1]), unsigned(v[2]), unsigned(v[3]));
            default -> throw new WasiException(Errno.NOSYS);
        }
    }
}
