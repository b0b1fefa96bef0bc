# The sample study's exports are what data/make_sample.py makes, byte for byte.
set -eu
source_dir=$1

python=$(command -v python3) || {
    echo "skipped: no python3"
    exit 77
}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

"$python" "$source_dir/data/make_sample.py" "$made"
for file in staff.csv guests.csv; do
    cmp "$made/$file" "$source_dir/data/hotels/$file" || {
        echo "data/hotels/$file differs from what data/make_sample.py makes"
        exit 1
    }
done
