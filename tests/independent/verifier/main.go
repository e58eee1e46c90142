// Command verifier reads a log of this platform with nothing of this platform: Go's golang.org/x/mod/sumdb packages
// check the signature of the checkpoint, the tiles against its root, the entries against the tiles, inclusion proofs,
// and that the checkpoint follows from an earlier one.
//
//	verifier -url http://127.0.0.1:8000/log -key NAME+ID+KEY [-old FILE] [-samples 50] [-save FILE]
//
// It prints one line of JSON. It ends with 1 and a reason when anything does not hold.
package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// report is what was found to hold.
type report struct {
	Origin     string `json:"origin"`
	Size       int64  `json:"size"`
	Root       string `json:"root"`
	Signatures int    `json:"signatures"`
	Unverified int    `json:"unverified"`
	Sampled    int    `json:"sampled"`
	Requests   int    `json:"requests"`
	Old        int64  `json:"old"`
}

// server fetches tiles over HTTP. It implements tlog.TileReader.
type server struct {
	url      string
	cache    map[string][]byte
	requests int
}

func (s *server) get(path string) ([]byte, error) {
	if data, ok := s.cache[path]; ok {
		return data, nil
	}
	s.requests++
	answer, err := http.Get(s.url + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	data, err := io.ReadAll(answer.Body)
	if err == nil && path != "checkpoint" {
		s.cache[path] = data
	}
	return data, err
}

func (s *server) Height() int { return height }

func (s *server) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := s.get(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (s *server) SaveTiles([]tlog.Tile, [][]byte) {}

// entry fetches one entry out of its bundle.
func (s *server) entry(index, size int64) ([]byte, error) {
	tile := tlog.Tile{H: height, L: 0, N: index / 256, W: 256}
	if rest := size - tile.N*256; rest < 256 {
		tile.W = int(rest)
	}
	bundle, err := s.get(strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	for skip := index % 256; ; skip-- {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return nil, fmt.Errorf("the bundle of entry %d is cut short", index)
		}
		length := 2 + int(binary.BigEndian.Uint16(bundle))
		if skip == 0 {
			return bundle[2:length], nil
		}
		bundle = bundle[length:]
	}
}

// tree opens a signed checkpoint.
func tree(data []byte, verifier note.Verifier) (tlog.Tree, *note.Note, error) {
	var none tlog.Tree
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return none, nil, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return none, nil, errors.New("not a checkpoint of three lines under the origin of the key")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return none, nil, errors.New("the size is not a plain decimal")
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, opened, err
}

// sample checks one entry: against its authenticated tile, and by an inclusion proof.
func sample(s *server, reader tlog.HashReader, now tlog.Tree, index int64) error {
	entry, err := s.entry(index, now.N)
	if err != nil {
		return err
	}
	leaf := tlog.RecordHash(entry)
	hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return err
	}
	if hashes[0] != leaf {
		return fmt.Errorf("entry %d is not the one in its tile", index)
	}
	proof, err := tlog.ProveRecord(now.N, index, reader)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, now.N, now.Hash, index, leaf)
}

// follows checks that the tree grew out of an earlier one.
func follows(reader tlog.HashReader, old, now tlog.Tree) error {
	if old.N == 0 {
		return nil
	}
	if old.N > now.N {
		return errors.New("the log is smaller than it was")
	}
	proof, err := tlog.ProveTree(now.N, old.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash)
}

// picked are the entries to look at: both ends, both sides of the first tile border, and others at random.
func picked(size int64, count int) []int64 {
	var all []int64
	for _, index := range []int64{0, 255, 256, size - 1} {
		if index >= 0 && index < size {
			all = append(all, index)
		}
	}
	for len(all) < count && size > 0 {
		all = append(all, rand.Int63n(size))
	}
	return all
}

func check(url, key, oldFile, saveFile string, samples int) (*report, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return nil, err
	}
	s := &server{url: strings.TrimSuffix(url, "/"), cache: map[string][]byte{}}
	data, err := s.get("checkpoint")
	if err != nil {
		return nil, err
	}
	now, opened, err := tree(data, verifier)
	if err != nil {
		return nil, err
	}
	found := &report{Origin: verifier.Name(), Size: now.N, Root: now.Hash.String()}
	found.Signatures, found.Unverified = len(opened.Sigs), len(opened.UnverifiedSigs)
	reader := tlog.TileHashReader(now, s)
	if now.N > 0 {
		root, err := tlog.TreeHash(now.N, reader)
		if err != nil {
			return nil, err
		}
		if root != now.Hash {
			return nil, errors.New("the tiles have another root than the checkpoint")
		}
	}
	for _, index := range picked(now.N, samples) {
		if err := sample(s, reader, now, index); err != nil {
			return nil, fmt.Errorf("entry %d: %w", index, err)
		}
		found.Sampled++
	}
	if oldFile != "" {
		earlier, err := os.ReadFile(oldFile)
		if err != nil {
			return nil, err
		}
		old, _, err := tree(earlier, verifier)
		if err != nil {
			return nil, fmt.Errorf("the earlier checkpoint: %w", err)
		}
		if err := follows(reader, old, now); err != nil {
			return nil, fmt.Errorf("from %d to %d: %w", old.N, now.N, err)
		}
		found.Old = old.N
	}
	if saveFile != "" {
		if err := os.WriteFile(saveFile, data, 0o600); err != nil {
			return nil, err
		}
	}
	found.Requests = s.requests
	return found, nil
}

func main() {
	url := flag.String("url", "", "prefix of the log")
	key := flag.String("key", "", "verifier key of the log")
	old := flag.String("old", "", "file with an earlier checkpoint")
	save := flag.String("save", "", "file to write the checkpoint to")
	samples := flag.Int("samples", 50, "entries to check")
	flag.Parse()
	found, err := check(*url, *key, *old, *save, *samples)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(found)
}
